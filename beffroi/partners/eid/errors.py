"""A token is good or refused; refused says which check failed."""

from beffroi.partners.eid.holder import Holder


class TokenRefused(Exception):
    """`check`: the name of the check, also its file (`signature`, `key_usage`, …). `reason`: a short code noun.

    Neither holds personal data: both may be logged and shown. `holder`: only where the card itself has signed and its
    certificate no longer stands (`revocation`): its holder must hear of the try. That is personal data.
    """

    def __init__(self, check: str, reason: str) -> None:
        super().__init__(f"{check}: {reason}")
        self.check = check
        self.reason = reason
        self.holder: Holder | None = None
