"""Checks of a sign-out asked by a service (OpenID Connect RP-Initiated Logout 1.0). All answer by a page."""
