"""« Choose your digital key »: two groups, then the keys the service does not take, with the reason."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from beffroi.identity.keys.catalogue import CATALOGUE, LEVEL_WORDS, KeyKind
from beffroi.identity.keys.matrix import verdict_of
from beffroi.identity.keys.step import Step
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Transaction
from beffroi.identity.pages.under_way import cancel_url, help_url, page, page_url, step_of
from beffroi.kernel.localized import Localized
from beffroi.ui.page import Link
from beffroi.ui.parts import KeyCard

_REASONS: dict[str, Promise] = {
    "key_not_installed": _("Not installed here yet."),
    "level_too_low": _("The service asks for a stronger key."),
    "key_not_accepted": _("The service does not take this key."),
}
_QUESTIONS = (
    ("key-safety", _("How safe are the different digital keys?")),
    ("smartphone", _("How can I identify myself with a smartphone or a tablet?")),
    ("key-abuse", _("What must I do if I suspect that somebody abuses my digital keys?")),
    ("my-data", _("Does the administration have access to my data if I use my digital keys?")),
    ("sign-out", _("How do I sign out safely from the online services of the authorities?")),
    ("", _("All questions")),
)


@dataclass(frozen=True, slots=True)
class Cards:
    """`identity` and `code`: the guide's two groups. `refused`: what this service does not take."""

    identity: list[KeyCard]
    code: list[KeyCard]
    refused: list[KeyCard]


@step_of("choice")
@require_safe
def choice(request: SignInRequest, step: Step) -> HttpResponse:
    cards = cards_for(step)
    context = {
        "cards": cards,
        "service_name": service_name(step.transaction),
        "level_word": LEVEL_WORDS.get(step.transaction.min_level, "") if cards.refused else "",
        "questions": [Link(label, help_url(f"{topic}/" if topic else "")) for topic, label in _QUESTIONS],
        "help_url": help_url(),
        "cancel_url": cancel_url(step.transaction),
    }
    return page(request, "choice", context)


def service_name(under_way: Transaction) -> Localized | None:
    return Localized(under_way.service_name) if under_way.client_id else None


def cards_for(step: Step) -> Cards:
    cards = Cards([], [], [])
    for kind in CATALOGUE:
        reason = verdict_of("password", Step(step.transaction, step.browser, kind, step.now)).reason
        refused_by_service = not _is_taken(step.transaction, kind)
        group = cards.refused if refused_by_service else cards.identity if kind.group == "identity" else cards.code
        reason = (
            ("level_too_low" if kind.level < step.transaction.min_level else "key_not_accepted")
            if refused_by_service
            else reason
        )
        group.append(_card(step, kind, reason))
    return cards


def _is_taken(under_way: Transaction, kind: KeyKind) -> bool:
    accepted = not under_way.allowed_keys or kind.code in under_way.allowed_keys
    return accepted and kind.level >= under_way.min_level


def _card(step: Step, kind: KeyKind, reason: str) -> KeyCard:
    return KeyCard(
        name=kind.name,
        needs=kind.needs,
        level=LEVEL_WORDS[kind.level],
        url=page_url("password", step, kind),
        icon=kind.icon,
        reason=_REASONS[reason] if reason else "",
    )
