"""`beffroi manage unlock_person ada.lievens "identity card shown at the counter"`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from beffroi.identity.actions.rescue import unlock_person
from beffroi.identity.models import Person
from beffroi.identity.rules import folded_user_name
from beffroi.kernel.actor import system_actor


class Command(BaseCommand):
    help = "Unlocks the keys and the password of a person whom you have identified by other means."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user_name")
        parser.add_argument("purpose", help="how the person was identified; it goes into the security log")

    def handle(self, *args: Any, user_name: str, purpose: str, **options: Any) -> None:
        person = Person.objects.filter(user_name=folded_user_name(user_name), closed_at=None).first()
        if person is None:
            raise CommandError("Nobody has this user name.")
        keys = unlock_person(person=person, purpose=purpose, by=system_actor("operator"))
        self.stdout.write(f"The password may be tried again. Unlocked keys: {', '.join(keys) or 'none was locked'}.")
