"""Checks of an authorization request. The first two answer by a page, all others by redirect."""
