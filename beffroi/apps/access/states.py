"""Duties a person can have in an organisation, and kinds of organisations: the vocabulary the tables are held to."""

from typing import Final

FUNCTIONS: Final = (
    "social_worker",
    "head",
    "principal_access_manager",
    "access_manager",
    "dpo",
    "security_advisor",
    "federal_agent",
    "portal_editor",
    "code_publisher",
    "code_approver",
)

# Who grants rights in an organisation, and who is asked for them (UMan: GAP and GA).
GRANTING_FUNCTIONS: Final = frozenset({"principal_access_manager", "access_manager"})

KINDS: Final = ("welfare_centre", "federal_service", "other")

LANGUAGE_REGIMES: Final = ("fr", "nl", "de", "fr-nl", "de-fr")
