"""Endpoints of the protocol, and the three pages a person meets here."""
