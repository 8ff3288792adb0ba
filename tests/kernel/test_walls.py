"""The last wall holds under the ordinary roles, with raw SQL too."""

import uuid

import pytest
from django.db import ProgrammingError, connection, transaction

from beffroi.kernel import audit
from beffroi.kernel.actor import NOBODY, Actor
from beffroi.kernel.db import acting, as_role
from beffroi.kernel.models import AuditRecord
from beffroi.kernel.niss import with_check_digits

pytestmark = pytest.mark.django_db


def _actor() -> Actor:
    return Actor(person_id=uuid.uuid4(), name="Ada Lievens", organisation_id=uuid.uuid4(), level=400)


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_acting_uses_the_ordinary_role_and_gives_it_back() -> None:
    before = _role()
    with acting(_actor()):
        assert _role() == "beffroi_portal"
        with as_role("identity"):
            assert _role() == "beffroi_identity"
        assert _role() == "beffroi_portal"
    assert _role() == before


def test_another_organisation_does_not_see_a_record() -> None:
    mine, other = _actor(), _actor()
    with acting(mine):
        audit.record("portal.application.opened", by=mine, niss=with_check_digits("850730033"))
    with acting(mine):
        record = AuditRecord.objects.get()
        assert record.subject_niss == "85073003328"
    with acting(other):
        assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("service", ["portal", "identity"])
def test_who_may_not_read_a_record_may_still_write_it(service: str) -> None:
    actor = _actor()
    with acting(NOBODY, service=service):
        audit.record("identity.session.opened", by=actor)
    assert AuditRecord.objects.filter(person_id=actor.person_id).count() == 1


@pytest.mark.parametrize("service", ["portal", "identity"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditrecord SET reason = 'x'",
        "DELETE FROM kernel_auditrecord",
        "TRUNCATE kernel_auditrecord",
        "ALTER TABLE kernel_auditrecord DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE kernel_auditrecord DISABLE TRIGGER ALL",
    ],
)
def test_no_service_changes_the_log(service: str, statement: str) -> None:
    actor = _actor()
    with acting(actor, service=service):
        audit.record("identity.session.opened", by=actor)
    with pytest.raises(ProgrammingError), acting(actor, service=service), connection.cursor() as cursor:
        cursor.execute(statement)


def test_not_even_the_owner_rewrites_the_log() -> None:
    audit.record("portal.application.opened", by=_actor())
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        AuditRecord.objects.update(reason="x")
