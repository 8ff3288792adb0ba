"""Persons of the sign-in service, without keys; `identity.demonstration.register_person` makes one with keys."""

from datetime import UTC, datetime

import factory

from beffroi.identity.demonstration import niss_lookup
from beffroi.identity.models import Person
from tests.factories.access import niss


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person
        exclude = ["number"]

    number = factory.Sequence(niss)
    niss = factory.LazyAttribute(lambda person: person.number.digits)
    niss_lookup = factory.LazyAttribute(lambda person: niss_lookup(person.number))
    user_name = factory.Sequence(lambda n: f"ada{n}.lievens")
    given_names = factory.Sequence(lambda n: f"Ada{n}")
    surname = "Lievens"
    language = "fr"
    created_at = datetime(2020, 1, 1, 11, tzinfo=UTC)
