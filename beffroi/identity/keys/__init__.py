"""The digital keys: which there are, how each is checked, and what stops a sign-in on the way."""
