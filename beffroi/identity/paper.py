"""The printed token card: name, card number and date of request; no national number, no address (TC-09)."""

import json
from functools import cache
from pathlib import Path
from threading import Lock

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.identity.models import TokenCard
from beffroi.partners.post.messages import Letter

_TEMPLATE = Path(__file__).parent / "templates" / "identity" / "token_card.typ"
_one_at_a_time = Lock()


def card_letter(card: TokenCard, codes: list[str]) -> Letter:
    person = card.key.person
    with translation.override(person.language):
        content = {**_words(person.language, card, person.name), "codes": [f"{c[:3]} {c[3:]}" for c in codes]}
    return Letter(
        kind="token_card",
        reference=f"token-card-{card.number}",
        recipient=str(person.id),
        addressee=person.name,
        language=person.language,
        written_on=card.requested_on,
        pdf=_pdf(json.dumps(content)),
    )


def _words(language: str, card: TokenCard, name: str) -> dict[str, str]:
    return {
        "language": language,
        "title": _("Token card"),
        "name": name,
        "number_label": _("Card number"),
        "number": card.number,
        "requested_label": _("Requested on"),
        "requested_on": f"{card.requested_on:%d.%m.%Y}" if language == "de" else f"{card.requested_on:%d/%m/%Y}",
        "how": _("At sign-in one numbered code is asked. Each code is good once; small or capital letters alike."),
        "secret": _("Keep this card to yourself. No one has a reason to ask you for several codes or a copy."),
        "activate": _("This card works from the first time you use it; your old card ends then."),
        "lost": _("Lost or seen by somebody else: end it at once under “My keys”, or through your access manager."),
    }


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATE))


def _pdf(content: str) -> bytes:
    with _one_at_a_time:  # a compiler used by two threads at once raises « already borrowed »
        pdf = _compiler().compile(format="pdf", sys_inputs={"content": content}, pdf_standards=["a-2a"])
    assert isinstance(pdf, bytes)
    return pdf
