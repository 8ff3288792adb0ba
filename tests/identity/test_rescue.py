"""Locked out, a person comes back through the desk (RL-02, PW-11, TC-05)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from beffroi.identity import policies
from beffroi.identity.models import Key, Password, Person
from beffroi.kernel import throttle
from beffroi.kernel.models import AuditRecord
from tests.identity.conftest import Browser

pytestmark = pytest.mark.django_db


def test_the_desk_unlocks_keys_and_password(browser: Browser, person: Person) -> None:
    Key.objects.filter(kind="mobile_app").update(state="locked")
    for _ in range(100):
        throttle.attempt("identity.name", "ada.lievens1", policies.NAME)
    stored = Password.objects.get().hash
    assert browser.begin().type_password("mobile-app").status_code == 403
    said = StringIO()
    call_command("unlock_person", "Ada.Lievens1", "identity card at the counter", stdout=said)
    assert "mobile_app" in said.getvalue()
    assert browser.sign_in("mobile-app").status_code == 303
    assert Password.objects.get().hash == stored
    record = AuditRecord.objects.get(operation="identity.person.unlocked")
    assert (record.person_name, record.purpose) == ("operator", "identity card at the counter")


def test_nobody_is_unlocked_by_a_wrong_name(person: Person) -> None:
    with pytest.raises(CommandError):
        call_command("unlock_person", "nobody", "x")
