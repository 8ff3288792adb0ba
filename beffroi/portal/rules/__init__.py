"""What the portal decides, from plain values: what a tile says, which days are holidays, how a text is laid out."""
