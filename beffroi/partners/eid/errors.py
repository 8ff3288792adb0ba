"""A token is good or refused; refused says which check failed."""


class TokenRefused(Exception):
    """`check`: the name of the check, also its file (`signature`, `key_usage`, …). `reason`: a short code noun.

    Neither holds personal data: both may be logged and shown.
    """

    def __init__(self, check: str, reason: str) -> None:
        super().__init__(f"{check}: {reason}")
        self.check = check
        self.reason = reason
