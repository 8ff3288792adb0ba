"""The virtual reader's addresses: a page with all cards, and what the script on the eID page fetches from its own origin."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from beffroi.desk import card_reader
from beffroi.desk.views import frame
from beffroi.kernel.errors import NotVisible
from beffroi.kernel.http.security import no_store
from beffroi.kernel.verdict import Verdict
from beffroi.partners.eid.fake.office import StoredCard

STATES = {
    "valid": gettext_lazy("valid"),
    "revoked": gettext_lazy("revoked"),
    "expired": gettext_lazy("expired"),
    "no_certificate": gettext_lazy("without authentication certificate"),
    "stranger": gettext_lazy("not registered here"),
}


@require_safe
@no_store
def card_list(request: HttpRequest) -> HttpResponse:
    rows = [{"card": card, "state": STATES[card.state], "left": left} for card, left in card_reader.cards()]
    return frame(request, "cards", gettext_lazy("Cards"), rows=rows, pin=card_reader.PIN)


@require_POST
def unblock_card(request: HttpRequest, code: str) -> HttpResponse:
    card_reader.unblock(code=card_reader.card_with(code).code)
    return redirect("desk:cards")


@require_safe
@no_store
def reader(request: HttpRequest) -> HttpResponse:
    """`{"words": {…}, "cards": [{"code", "label"}]}`"""
    cards = [{"code": card.code, "label": f"{card.name} – {STATES[card.state]}"} for card, _left in card_reader.cards()]
    return _answer(request, {"words": _words(), "cards": cards})


@csrf_exempt  # no cookie is read; the sign-in service's page posts here from its own origin, which is checked
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Takes `card`, `pin`, `nonce`; answers a Web eID token, or `{"refused": sentence}`."""
    nonce = request.POST.get("nonce", "")
    if not _is_ours(request) or len(nonce) < card_reader.SHORTEST_NONCE:
        return _refuse(request, _("The reader takes no orders from this page."))
    try:
        card = card_reader.card_with(request.POST.get("card", ""))
    except NotVisible:
        return _refuse(request, _("There is no such card."))
    return _signed(request, card, nonce)


def _signed(request: HttpRequest, card: StoredCard, nonce: str) -> HttpResponse:
    if not card.certificate:
        return _refuse(request, _("This card has no authentication certificate: it cannot sign anybody in."))
    verdict = card_reader.type_pin(card=card, pin=request.POST.get("pin", ""))
    if not verdict:
        return _refuse(request, _sentence(verdict))
    return _answer(request, card_reader.token_of(card, origin=settings.IDENTITY_ORIGIN, nonce=nonce))


def _sentence(verdict: Verdict) -> str:
    if verdict.reason == "pin_wrong":
        return _("The PIN code is wrong. Tries left: %(left)s") % verdict.facts
    return _("This card is blocked after three wrong PIN codes. The desk can unblock it.")


def _is_ours(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == settings.IDENTITY_ORIGIN


def _refuse(request: HttpRequest, sentence: str) -> HttpResponse:
    return _answer(request, {"refused": sentence}, 403)


def _answer(request: HttpRequest, content: Mapping[str, object], status: int = 200) -> HttpResponse:
    """Readable by the sign-in service's pages and by nobody else's (CORS)."""
    headers = {"Access-Control-Allow-Origin": settings.IDENTITY_ORIGIN, "Vary": "Origin", "Cache-Control": "no-store"}
    return JsonResponse(dict(content), status=status, headers=headers)


def _words() -> dict[str, str]:
    return {
        "title": _("Virtual card reader"),
        "note": _(
            "Acceptance environment: a reader for the virtual cards of the desk."
            " In production, the window of the Web eID program stands here."
        ),
        "card": _("Put in this card"),
        "pin": _("PIN code"),
        "confirm": _("Confirm"),
        "cancel": _("Cancel"),
        "unreachable": _("The desk could not be reached."),
    }
