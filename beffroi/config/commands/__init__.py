"""The commands of `beffroi`, one module each; `cli.py` lists them."""
