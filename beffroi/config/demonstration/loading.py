"""Loads the set through the actions of each house, once; again only when the set or this code changed."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from beffroi.config.demonstration.data import BEGUN_ON, Person, Work, checksum, the_set
from beffroi.config.demonstration.screen import persons_for_desk
from beffroi.kernel.actor import system_actor
from beffroi.kernel.env import SettingError

Progress = Callable[[str], None]
MACHINE = system_actor("demonstration")


class DemonstrationRefused(SettingError):
    """Production does not take demonstration persons."""


def load(progress: Progress | None = None) -> bool:
    """As the database's owner. False when everything was there already. Raises `DemonstrationRefused` in production."""
    if not settings.IS_ACCEPTANCE:
        raise DemonstrationRefused("Demonstration persons do not go into production (BEFFROI_ENVIRONMENT).")
    from beffroi.desk.models import DemonstrationSet

    wanted = checksum()
    if DemonstrationSet.objects.filter(checksum=wanted).exists():
        return False
    with transaction.atomic():
        DemonstrationSet.objects.select_for_update().first()
        _load(progress or _silent)
        DemonstrationSet.objects.update_or_create(id=1, defaults={"checksum": wanted, "persons": persons_for_desk()})
    return True


def is_loaded() -> bool:
    """Whether the database is, or was, one of an acceptance environment: it then holds the desk's tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('desk_demonstrationset') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _silent(line: str) -> None:
    """Nobody watches."""


def _load(progress: Progress) -> None:
    demonstration = the_set()
    progress("organisations")
    organisations = {row["code"]: _organisation(row) for row in demonstration.organisations}
    for person in demonstration.persons:
        progress(person.name)
        if person.works:
            _account(person, organisations)
        _keys(person, demonstration.password)


def _organisation(row: Mapping[str, Any]) -> UUID:
    from beffroi.apps.access.actions import register_organisation

    return register_organisation(**{name: value for name, value in row.items() if name != "code"}, by=MACHINE)


def _account(person: Person, organisations: Mapping[str, UUID]) -> None:
    from beffroi.apps.access.actions import register_account

    account_id = register_account(
        niss=person.niss,
        given_names=person.given_names,
        surname=person.surname,
        language=person.language,
        by=MACHINE,
    )
    for work in person.works:
        _work(account_id, organisations[work.at], work)


def _work(account_id: UUID, organisation_id: UUID, work: Work) -> None:
    from beffroi.apps.access.actions import grant_right, register_membership

    membership_id = register_membership(
        account_id=account_id,
        organisation_id=organisation_id,
        functions=work.functions,
        from_on=BEGUN_ON,
        by=MACHINE,
    )
    for right in work.rights:
        grant_right(
            membership_id=membership_id,
            application=right.application,
            role=right.role,
            from_on=BEGUN_ON,
            until_on=right.until_on,
            legal_ground=the_set().legal_grounds[right.application],
            by=MACHINE,
        )


def _keys(person: Person, password: str) -> None:
    from beffroi.desk.actions import add_phone_account
    from beffroi.identity.demonstration import register_person

    register_person(
        niss=person.niss,
        given_names=person.given_names,
        surname=person.surname,
        language=person.language,
        email=person.email,
        user_name=person.user_name,
        password=password,
        keys=person.keys,
        totp_secret=person.phone_secret if "mobile_app" in person.keys else "",
        card_seed=person.card_seed if "token_card" in person.keys else "",
        by=MACHINE,
    )
    if "mobile_app" in person.keys:
        add_phone_account(label=person.user_name, issuer="Beffroi", secret=person.phone_secret)
