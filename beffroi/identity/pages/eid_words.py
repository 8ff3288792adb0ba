"""What stopped an eID card, in plain words: by the check that failed, and by its finding where that says more."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Words:
    """`status`: of the answer. `help`: code of the portal's help page, empty: all questions."""

    status: int
    title: Promise
    happened: Promise
    next: Promise
    may_try_again: bool = False
    help: str = ""


_NEXT_CARD = _("Nothing was changed. Choose another key, or ask your municipality about your card.")
_AGAIN = _(
    "Nothing was changed. Try again; if it happens once more, choose another key and tell our desk the reference."
)
_UNREADABLE = Words(
    400,
    _("The answer of your card could not be read"),
    _("What your browser sent is not an answer of an eID card, or was damaged on its way."),
    _AGAIN,
    may_try_again=True,
)
_NOT_ASKED = Words(
    503,
    _("We could not ask whether your card is still valid"),
    _("The register of revoked cards does not answer, and without its answer no card is accepted."),
    _("Nothing was changed. Try again in a few minutes, or choose another key."),
    may_try_again=True,
)
_REVOKED = Words(
    403,
    _("Your card was revoked"),
    _("The register of revoked cards says that this card is no longer valid: it was lost, stolen or replaced."),
    _("Use your new card, or choose another key. If the card was never reported lost, ask your municipality."),
    help="card-lost",
)
_WRONG_CERTIFICATE = Words(
    403,
    _("This certificate is not the one to sign in with"),
    _("The card answered with a certificate that does not serve to prove who you are, or is not of an identity card."),
    _NEXT_CARD,
)
_BY_FINDING: Mapping[tuple[str, str], Words] = {
    ("validity", "expired"): Words(
        403,
        _("Your card has expired"),
        _("The certificate on your card is past its last day."),
        _("Ask your municipality for a new card. Until then, choose another key."),
        help="card-lost",
    ),
    ("validity", "not_yet_valid"): Words(
        403, _("Your card is not valid yet"), _("The certificate on your card begins on a later day."), _NEXT_CARD
    ),
    ("revocation", "revoked"): _REVOKED,
    ("revocation", "unknown_certificate"): Words(
        403,
        _("The register does not know your card"),
        _("The register of revoked cards does not know the certificate on your card."),
        _NEXT_CARD,
    ),
}
_BY_CHECK: Mapping[str, Words] = {
    "token": _UNREADABLE,
    "key_usage": _WRONG_CERTIFICATE,
    "policies": _WRONG_CERTIFICATE,
    "chain": Words(
        403,
        _("We do not know who issued this card"),
        _("The card does not come from an authority that issues Belgian identity cards, as far as this service knows."),
        _NEXT_CARD,
        help="no-belgian-card",
    ),
    "signature": Words(
        403,
        _("The signature of your card is not right"),
        _("The card did not sign what we asked, or signed it for another service than this one."),
        _AGAIN,
        may_try_again=True,
    ),
    "revocation": _NOT_ASKED,
}
_BY_REASON: Mapping[str, Words] = {
    "challenge_spent": Words(
        410,
        _("Your card answered too late"),
        _("What the card must sign is good for five minutes and for one try, so that nobody can use it again."),
        _("Nothing was changed. Try again."),
        may_try_again=True,
    ),
    "card_number": Words(
        403,
        _("Your card carries no national number that we can read"),
        _("The card is valid, but the national identification number on it is missing or not right."),
        _NEXT_CARD,
    ),
    "card_unknown": Words(
        403,
        _("We recognised you, but you have no profile here"),
        _("Your card is valid and has told us who you are. Nobody has registered you at this service yet."),
        _("Ask the access manager of your organisation to register you; afterwards your card opens the service."),
        help="first-steps",
    ),
    "too_many_tries": Words(
        429,
        _("Too many tries"),
        _("From your network, too many tries did not succeed."),
        _("Nothing was changed. Wait, or choose another key."),
        may_try_again=True,
    ),
}
_CHECKS: Mapping[str, Promise] = {
    "token": _("form of the answer"),
    "key_usage": _("use of the certificate"),
    "policies": _("kind of the certificate"),
    "validity": _("period of validity"),
    "chain": _("issuing authority"),
    "signature": _("signature of the card"),
    "revocation": _("register of revoked cards"),
    "challenge_spent": _("one use within five minutes"),
    "card_number": _("national number"),
    "card_unknown": _("profile at this service"),
    "too_many_tries": _("number of tries"),
}

# Error codes of the browser extension (Web eID, after ERR_WEBEID_); "" for every other.
EXTENSION: Mapping[str, Promise] = {
    "EXTENSION_UNAVAILABLE": _(
        "Your browser does not have the Web eID extension, or it is switched off. Install it, then load this page again."
    ),
    "NATIVE_UNAVAILABLE": _("The Web eID program is not installed on this computer, or does not start."),
    "VERSION_MISMATCH": _("The Web eID extension and its program do not fit together. Bring both up to date."),
    "VERSION_INVALID": _("The Web eID extension and its program do not fit together. Bring both up to date."),
    "CONTEXT_INSECURE": _("Your browser reads no card on this page, because its connection is not secure."),
    "USER_CANCELLED": _("You stopped before the card was read. Nothing was sent."),
    "USER_TIMEOUT": _("No card was read and no PIN typed within two minutes. Nothing was sent."),
    "ACTION_TIMEOUT": _("The card reader did not answer in time. Check that card and reader are plugged in."),
    "ACTION_PENDING": _("Another page is using the card reader now. Finish there first."),
    "NO_CHALLENGE": _("This sign-in is no longer valid, or the service does not answer. Load this page again."),
    "": _("The card could not be read. Check the card and the reader, or choose another key."),
}


def words_of(verdict: Verdict) -> Words:
    if verdict.reason != "card_refused":
        return _BY_REASON[verdict.reason]
    check, detail = str(verdict.facts["check"]), str(verdict.facts["detail"])
    return _BY_FINDING.get((check, detail)) or _BY_CHECK[check]


def named_check(verdict: Verdict) -> Promise:
    """The check that failed."""
    return _CHECKS[str(verdict.facts.get("check", verdict.reason))]
