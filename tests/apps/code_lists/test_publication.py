"""Two persons between an upload and what everybody reads; nothing half-done, nothing deleted, everything logged."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from beffroi.apps.code_lists import actions
from beffroi.apps.code_lists.models import Code, CodeList, ListVersion
from beffroi.apps.code_lists.rules.table import Unreadable
from beffroi.kernel.actor import NOBODY, Actor
from beffroi.kernel.db import acting
from beffroi.kernel.errors import BeffroiError, Conflict, Refused
from beffroi.kernel.models import AuditRecord, OutboxEvent
from tests.apps.code_lists.conftest import NEW_COLOURS, MakeList, person, small_list
from tests.conftest import ServiceClient


@pytest.fixture
def colours(make_list: MakeList) -> CodeList:
    return make_list()


def propose(by: Actor, label: str = "2026/1", content: bytes = NEW_COLOURS) -> ListVersion:
    return actions.propose_version(key="colours", label=label, content=content, by=by)


def current(key: str = "colours") -> ListVersion | None:
    return CodeList.objects.select_related("current_version").get(key=key).current_version


def current_id() -> int | None:
    found = current()
    return found.pk if found else None


def test_a_version_goes_from_one_person_to_the_other(colours: CodeList, publisher: Actor, approver: Actor) -> None:
    before = current()
    version = propose(publisher)
    assert (version.state, version.entry_count, current()) == ("draft", 4, before)
    actions.submit_version(version_id=version.pk, by=publisher)
    assert current() == before
    actions.publish_version(version_id=version.pk, seen_current=current_id(), by=approver)
    assert current() == version
    operations = list(AuditRecord.objects.order_by("sequence").values_list("operation", "result", "person_name"))
    assert operations[-3:] == [
        ("code_lists.version.proposed", "permitted", "Paul Publieur"),
        ("code_lists.version.submitted", "permitted", "Paul Publieur"),
        ("code_lists.version.published", "permitted", "Anna Goedkeur"),
    ]
    event = OutboxEvent.objects.filter(name="code_lists.CodeListPublished").latest("pk")
    assert (event.payload["code_list"], event.payload["version"]) == ("colours", "2026/1")


def test_the_same_person_cannot_do_both(colours: CodeList) -> None:
    both = person("publisher", "approver")
    version = propose(both)
    actions.submit_version(version_id=version.pk, by=both)
    with pytest.raises(Refused, match="needs_another_person"):
        actions.publish_version(version_id=version.pk, seen_current=current_id(), by=both)
    refused = AuditRecord.objects.latest("sequence")
    assert (refused.operation, refused.result, refused.reason) == (
        "code_lists.version.published",
        "refused",
        "needs_another_person",
    )


def test_the_database_wants_two_persons_too(colours: CodeList, publisher: Actor) -> None:
    version = propose(publisher)
    with pytest.raises(IntegrityError, match="code_list_version_two_persons"), transaction.atomic():
        ListVersion.objects.filter(pk=version.pk).update(published_by_id=publisher.person_id)


def test_a_stale_comparison_does_not_publish(colours: CodeList, publisher: Actor, approver: Actor) -> None:
    seen = current_id()
    first, second = propose(publisher, "a"), propose(publisher, "b", NEW_COLOURS + b"7,,,Ocre,Oker,\n")
    for version in (first, second):
        actions.submit_version(version_id=version.pk, by=publisher)
    actions.publish_version(version_id=first.pk, seen_current=seen, by=approver)
    with pytest.raises(Conflict, match="another_version_meanwhile"):
        actions.publish_version(version_id=second.pk, seen_current=seen, by=approver)
    assert current() == first
    actions.publish_version(version_id=second.pk, seen_current=first.pk, by=approver)
    assert current() == second


def test_what_is_withdrawn_gives_way_to_the_version_before(
    colours: CodeList, publisher: Actor, approver: Actor
) -> None:
    before = current()
    version = propose(publisher)
    actions.submit_version(version_id=version.pk, by=publisher)
    actions.publish_version(version_id=version.pk, seen_current=current_id(), by=approver)
    actions.withdraw_version(version_id=version.pk, reason="wrong", by=approver)
    assert current() == before
    assert Code.objects.filter(version=version).count() == 4
    event = OutboxEvent.objects.filter(name="code_lists.CodeListWithdrawn").latest("pk")
    assert event.payload["current"] == "2020/1"


def test_a_list_may_end_without_a_version(colours: CodeList, approver: Actor, portal: ServiceClient) -> None:
    version = current()
    assert version is not None
    actions.withdraw_version(version_id=version.pk, reason="wrong", by=approver)
    assert current() is None
    assert portal.get("/fr/code-lists/colours/").status_code == 404
    assert portal.get("/api/v1/code-lists/colours").status_code == 404
    assert portal.get("/fr/code-lists/colours/versions/").status_code == 200
    assert portal.get("/fr/code-lists/").status_code == 200


def test_what_is_returned_can_be_submitted_again(colours: CodeList, publisher: Actor, approver: Actor) -> None:
    version = propose(publisher)
    actions.submit_version(version_id=version.pk, by=publisher)
    returned = actions.return_version(version_id=version.pk, by=approver)
    assert (returned.state, returned.submitted_at) == ("draft", None)
    with pytest.raises(Refused):
        actions.publish_version(version_id=version.pk, seen_current=current_id(), by=approver)
    assert actions.submit_version(version_id=version.pk, by=publisher).state == "submitted"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"code,label_fr\n1,Rouge\n1,Vermeil\n", "overlap"),
        (b"code,parent\n1,7\n", "unknown_parent"),
        (b"code,replaced_by\n1,7\n", "unknown_successor"),
        (b"code,label_fr\n1,Li\xe8ge\n", "not_utf8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_utf8"),
        (b"", "column_missing"),
    ],
)
def test_a_table_that_is_not_sound_leaves_nothing(
    colours: CodeList, publisher: Actor, content: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        propose(publisher, content=content)
    assert caught.value.faults[0].reason == reason
    assert ListVersion.objects.filter(code_list=colours).count() == 1


def test_an_unchanged_table_is_no_version(colours: CodeList, publisher: Actor) -> None:
    export = b"code,valid_from,valid_until,replaced_by,label_fr,label_nl\n1,,,,Rouge,Rood\n2,,2020-01-01,3,Vert,Groen\n3,2020-01-01,,,Bleu,Blauw\n"
    with pytest.raises(Unreadable) as caught:
        propose(publisher, content=export)
    assert caught.value.faults[0].reason == "nothing_changes"


def test_a_name_stands_once(colours: CodeList, publisher: Actor) -> None:
    propose(publisher)
    with pytest.raises(Conflict, match="label_taken"):
        propose(publisher, content=NEW_COLOURS + b"8,,,x,x,\n")


def test_a_draft_is_seen_by_those_who_prepare_it_only(colours: CodeList, publisher: Actor) -> None:
    version = propose(publisher)
    assert version in ListVersion.visible_to(publisher)
    assert version in ListVersion.visible_to(person("approver"))
    for stranger in (NOBODY, person("user")):
        assert version not in ListVersion.visible_to(stranger)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM code_lists_code", "DELETE FROM code_lists_listversion", "TRUNCATE code_lists_code"]
)
def test_the_serving_role_deletes_nothing(colours: CodeList, publisher: Actor, statement: str) -> None:
    with pytest.raises(Exception, match="permission denied"), acting(publisher), connection.cursor() as cursor:
        cursor.execute(statement)


# --- The screens ------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_person(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    """The portal's own sign-in is tried elsewhere; here the middleware is told who comes."""

    def sign_in(actor: Actor) -> None:
        def answer(self: Any, request: Any, known: Any) -> Any:
            request.actor = actor
            with acting(actor):
                response = self.get_response(request)
            if actor.is_signed_in:
                response.headers.setdefault("Cache-Control", "no-store")
            return response

        monkeypatch.setattr("beffroi.portal.middleware.ActorMiddleware._answer", answer)

    return sign_in


def upload(content: bytes = NEW_COLOURS, **fields: str) -> dict[str, Any]:
    return {"label": "2026/1", "note": "Azur", "table": SimpleUploadedFile("t.csv", content), **fields}


def test_the_whole_way_through_the_screens(
    colours: CodeList, portal: ServiceClient, as_person: Callable[[Actor], None], publisher: Actor, approver: Actor
) -> None:
    as_person(publisher)
    assert portal.get("/fr/code-lists/publication/").status_code == 200
    assert portal.get("/fr/code-lists/colours/propose/").status_code == 200
    proposed = portal.post("/fr/code-lists/colours/propose/", upload())
    assert proposed.status_code == 302
    version_page = proposed["Location"]
    preview = portal.get(version_page).content.decode()
    assert "Azur" in preview
    assert "Introduire pour approbation" in preview
    assert portal.post(f"{version_page}submit/").status_code == 302
    assert "Une autre personne doit publier" in portal.get(version_page).content.decode()
    assert portal.post(f"{version_page}publish/", {"seen_current": current_id()}).status_code == 403
    as_person(approver)
    page = portal.get(version_page).content.decode()
    assert "Publier" in page
    assert portal.post(f"{version_page}publish/", {}).status_code == 409
    assert portal.post(f"{version_page}publish/", {"seen_current": current_id()}).status_code == 302
    assert current().label == "2026/1"
    assert portal.post(f"{version_page}withdraw/", {"reason": ""}).status_code == 200
    assert portal.post(f"{version_page}withdraw/", {"reason": "Erreur"}).status_code == 302
    assert current().label == "2020/1"


def test_faults_are_said_row_by_row(
    colours: CodeList, portal: ServiceClient, as_person: Callable[[Actor], None], publisher: Actor
) -> None:
    as_person(publisher)
    answer = portal.post("/fr/code-lists/colours/propose/", upload(b"code,valid_from\n1,31/12/2020\n"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ligne 2, valid_from" in page
    assert "31/12/2020" in page


def test_an_oversize_upload_is_refused(
    colours: CodeList, portal: ServiceClient, as_person: Callable[[Actor], None], publisher: Actor
) -> None:
    as_person(publisher)
    assert portal.post("/fr/code-lists/colours/propose/", upload(b"x" * 5_200_000)).status_code == 200
    assert portal.post("/fr/code-lists/colours/propose/", upload(b"x" * 6_000_000)).status_code == 413
    assert ListVersion.objects.filter(code_list=colours).count() == 1


@pytest.mark.parametrize("address", ["publication/", "colours/propose/"])
def test_strangers_are_refused_at_the_door(
    colours: CodeList, portal: ServiceClient, as_person: Callable[[Actor], None], address: str
) -> None:
    for stranger in (NOBODY, person("user")):
        as_person(stranger)
        assert portal.get(f"/fr/code-lists/{address}").status_code == 403


def test_a_draft_is_not_found_by_strangers(
    colours: CodeList, portal: ServiceClient, as_person: Callable[[Actor], None], publisher: Actor
) -> None:
    propose(publisher)
    as_person(person("user"))
    assert portal.get("/fr/code-lists/colours/versions/2026~2F1/").status_code == 404
    assert portal.get("/fr/code-lists/colours/?version=2026/1").status_code == 404
    assert portal.get("/api/v1/code-lists/colours/codes/1?version=2026/1").status_code == 404
    assert portal.get("/api/v1/code-lists/colours/export.csv?version=2026/1").status_code == 404


@pytest.mark.parametrize("verb", ["submit", "return", "publish", "withdraw"])
def test_a_gesture_is_no_link(colours: CodeList, portal: ServiceClient, verb: str) -> None:
    assert portal.get(f"/fr/code-lists/colours/versions/2020~2F1/{verb}/").status_code == 405


# --- Races, with real threads -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_approvers_at_once_one_publishes(publisher: Actor) -> None:
    small_list()
    seen = current_id()
    versions = [propose(publisher, label, NEW_COLOURS + f"9{label},,,x,x,\n".encode()) for label in ("a", "b")]
    for version in versions:
        actions.submit_version(version_id=version.pk, by=publisher)
    outcomes = _at_once(
        [
            lambda pk=version.pk: actions.publish_version(version_id=pk, seen_current=seen, by=person("approver"))
            for version in versions
        ]
    )
    assert sorted(outcomes) == ["another_version_meanwhile", "done"]
    assert ListVersion.objects.filter(code_list__key="colours", state="published").count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_version_is_published_once(publisher: Actor) -> None:
    small_list()
    seen = current_id()
    version = propose(publisher)
    actions.submit_version(version_id=version.pk, by=publisher)
    outcomes = _at_once(
        [lambda: actions.publish_version(version_id=version.pk, seen_current=seen, by=person("approver"))] * 4
    )
    assert outcomes.count("done") == 1
    published = OutboxEvent.objects.filter(name="code_lists.CodeListPublished", payload__code_list="colours")
    assert published.count() == 1


def _at_once(acts: list[Callable[[], Any]]) -> list[str]:
    outcomes: list[str] = []
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=10)
            act()
            outcomes.append("done")
        except BeffroiError as error:
            outcomes.append(error.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes
