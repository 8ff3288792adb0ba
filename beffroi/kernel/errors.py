"""What can go wrong in the open: each error has a status, a reason code, and a page or problem+json (RFC 9457).

An error's `reason` names a sentence in the reader's language (`kernel.http.reasons`); `facts` fill it in.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class BeffroiError(Exception):
    """`reason`: short code noun. `facts`: what the sentence needs; never personal data, they are logged."""

    status: ClassVar[int] = 500

    def __init__(self, reason: str = "", *, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = dict(facts or {})


class BadRequest(BeffroiError):
    status = 400


class Refused(BeffroiError):
    """Visible, but not permitted (403). What a person may not even see is `NotVisible`."""

    status = 403


class NotVisible(BeffroiError):
    status = 404


class NotAllowed(BeffroiError):
    """The address exists, but does not take this method."""

    status = 405


class Conflict(BeffroiError):
    """Somebody else changed it meanwhile, or its state no longer allows the act."""

    status = 409


class Gone(BeffroiError):
    status = 410


class TooLarge(BeffroiError):
    status = 413


class TooManyRequests(BeffroiError):
    status = 429

    def __init__(self, reason: str = "too_many_requests", *, retry_after: int, **facts: Any) -> None:
        """`retry_after`: seconds until the next try counts."""
        super().__init__(reason, facts={"retry_after": retry_after, **facts})
        self.retry_after = retry_after


class Unavailable(BeffroiError):
    """A part we need (database, partner, log) does not answer."""

    status = 503
