"""Checks of a token request, then of the code it redeemed."""
