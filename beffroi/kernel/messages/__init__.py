"""Message catalogues without the gettext programs: `python -m beffroi.kernel.messages`, by hand `./dev messages`."""
