"""Identity cards for the demonstration persons, and the cards that go wrong: revoked, expired, without certificate …"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from beffroi.config.demonstration.data import Person, the_set
from beffroi.kernel.niss import with_check_digits
from beffroi.partners.eid.fake.office import Office, cards_in
from beffroi.partners.eid.fake.pki import CITIZEN_AUTHENTICATION, FOREIGNER_AUTHENTICATION, Card

_UNLUCKY = (
    "aurelie.dumont"  # has, beside her good card, the one she lost, the one that expired, and one without certificate
)
_STRANGER = "nora.visser"


def issue_cards(folder: Path, port: int, at: datetime) -> int:
    """How many were issued now: each once, again only when the folder is made anew."""
    office = Office.opened(folder, port, at)
    held = cards_in(folder)
    wanted = [*((person.user_name, person, "valid") for person in the_set().persons), *_special()]
    missing = [(code, person, state) for code, person, state in wanted if code not in held]
    for code, person, state in missing:
        office.store(code, person.name, state, _card(office, person, state, at))
    return len(missing)


def _special() -> list[tuple[str, Person, str]]:
    unlucky = next(person for person in the_set().persons if person.user_name == _UNLUCKY)
    number = with_check_digits("900101998")
    stranger = replace(unlucky, user_name=_STRANGER, given_names="", surname="Visser", niss=number)
    states = ("revoked", "expired", "no_certificate")
    return [*((f"{_UNLUCKY}.{state}", unlucky, state) for state in states), (_STRANGER, stranger, "stranger")]


def _card(office: Office, person: Person, state: str, at: datetime) -> Card | None:
    if state == "no_certificate":
        return None
    pki, is_foreigner = office.pki, person.niss.is_bis
    card = pki.card(
        person.niss.digits,
        given_names=person.given_names,
        surname=person.surname,
        authority=pki.foreigners if is_foreigner else pki.citizens,
        valid_from=at - timedelta(days=3700) if state == "expired" else at - timedelta(days=1),
        policy=FOREIGNER_AUTHENTICATION if is_foreigner else CITIZEN_AUTHENTICATION,
    )
    if state == "revoked":
        office.revoke(card)
    return card
