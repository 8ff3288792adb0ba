"""Editors write, look at it in four languages, publish and put away; nobody else does."""

import uuid
from datetime import timedelta

import pytest

from beffroi.kernel import clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import Conflict, Refused
from beffroi.kernel.localized import Localized
from beffroi.kernel.models import AuditRecord
from beffroi.portal.announcements import actions
from beffroi.portal.announcements.actions import Content
from beffroi.portal.announcements.forms import AnnouncementForm
from beffroi.portal.announcements.models import Announcement
from beffroi.portal.announcements.rules import holds_markup, standing
from tests.conftest import ServiceClient, assert_page
from tests.portal.announcements.conftest import TYPED, Publish
from tests.portal.conftest import SECTOR, Office, SignIn

pytestmark = pytest.mark.usefixtures("catalogue")
AT_WORK = "/fr/announcements/at-work/"


def written(editor: ServiceClient, **typed: str) -> Announcement:
    response = editor.post(f"{AT_WORK}new/", {**TYPED, **typed})
    assert response.status_code == 302, response.content.decode()
    return Announcement.objects.latest("changed_at")


def test_editor_writes_looks_publishes_and_archives(editor: ServiceClient, portal: ServiceClient) -> None:
    assert_page(editor.get(AT_WORK))
    assert_page(editor.get(f"{AT_WORK}new/"))
    announcement = written(editor, place="professionals/welfare-centres", until_on="2099-01-01")
    page = f"{AT_WORK}{announcement.id}/"
    body = assert_page(editor.get(page))
    assert "Onderbreking van de dienst" in body
    assert body.count('data-color="warning"') == 2  # German and English are missing, and said to be
    assert "Coupure du service" not in assert_page(portal.get(SECTOR))

    assert editor.post(f"{page}move/", {"verb": "publish"}).status_code == 302
    assert "Coupure du service" in assert_page(portal.get(SECTOR))
    assert_page(editor.get(page))
    assert "Coupure du service" in assert_page(editor.get(AT_WORK))

    assert editor.post(f"{page}move/", {"verb": "archive"}).status_code == 302
    assert "Coupure du service" not in assert_page(portal.get(SECTOR))
    operations = AuditRecord.objects.filter(file_reference=str(announcement.id)).values_list("operation", flat=True)
    assert sorted(operations) == [
        "portal.announcement.archived",
        "portal.announcement.published",
        "portal.announcement.written",
    ]


def test_draft_is_revised_and_published_one_withdrawn_first(editor: ServiceClient) -> None:
    announcement = written(editor)
    revise = f"{AT_WORK}{announcement.id}/revise/"
    assert "Coupure du service" in assert_page(editor.get(revise))
    assert editor.post(revise, {**TYPED, "title_fr": "Rétabli", "version": "1"}).status_code == 302
    announcement.refresh_from_db()
    assert announcement.title["fr"] == "Rétabli"
    editor.post(f"{AT_WORK}{announcement.id}/move/", {"verb": "publish"})
    assert editor.get(revise).status_code == 403
    editor.post(f"{AT_WORK}{announcement.id}/move/", {"verb": "withdraw"})
    assert_page(editor.get(revise))


def test_stale_revision_is_refused(editor: ServiceClient, by: Actor) -> None:
    announcement = written(editor)
    content = Content(title=Localized(fr="Autre"), body=Localized(), severity="info", from_on=clock.today())
    actions.revise_announcement(id=announcement.id, content=content, seen_version=1, by=by)
    with pytest.raises(Conflict):
        actions.revise_announcement(id=announcement.id, content=content, seen_version=1, by=by)


def test_typed_text_comes_back_as_a_draft(editor: ServiceClient) -> None:
    response = editor.post(f"{AT_WORK}new/", {**TYPED, "from_on": "bientôt"})
    assert "24/11/2026" in assert_page(response)
    assert "Coupure du service" in assert_page(editor.get(f"{AT_WORK}new/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title_fr": "<script>alert(1)</script>"}, "HTML"),
        ({"body_fr": "<img src=x onerror=alert(1)>"}, "HTML"),
        ({"title_fr": "", "title_nl": "", "body_fr": ""}, "au moins"),
        ({"body_de": "Text"}, "pas de titre"),
        ({"until_on": "2026-01-01"}, "après le premier"),
        ({"maintenance_from": "2026-12-01T22:00"}, "un début et une fin"),
        ({"maintenance_from": "2026-12-01T22:00", "maintenance_until": "2026-12-01T21:00"}, "sept jours"),
        ({"link": "http://example.be/"}, "https://"),
        ({"link": "ftp://example.be/"}, "https://"),
        ({"organisations": "0123456749"}, "0123456749"),
        ({"severity": "panic"}, "Sélectionnez"),
        ({"place": "nowhere"}, "Sélectionnez"),
    ],
)
def test_bad_input_gets_a_message(editor: ServiceClient, typed: dict[str, str], said: str) -> None:
    assert said in assert_page(editor.post(f"{AT_WORK}new/", {**TYPED, **typed}))
    assert not Announcement.objects.exists()


def test_link_that_would_run_something_is_refused(catalogue: None) -> None:
    form = AnnouncementForm({**TYPED, "link": "javascript:alert(1)"})
    assert not form.is_valid()
    assert "link" in form.errors


def test_nobody_else_writes(sign_in: SignIn, office: Office, portal: ServiceClient, publish: Publish) -> None:
    announcement = publish()
    worker = sign_in(office.worker)
    for browser in (worker, portal):
        for page in (AT_WORK, f"{AT_WORK}new/", f"{AT_WORK}{announcement.id}/", f"{AT_WORK}{announcement.id}/revise/"):
            assert browser.get(page).status_code == 403, page
        assert browser.post(f"{AT_WORK}{announcement.id}/move/", {"verb": "archive"}).status_code == 403
    assert Announcement.objects.get().state == "published"
    with pytest.raises(Refused):
        actions.move_announcement(id=announcement.id, verb="archive", by=Actor(person_id=uuid.uuid4()))


@pytest.mark.parametrize(("verb", "status"), [("explode", 400), ("", 400), ("restore", 403)])
def test_odd_verbs_are_refused(editor: ServiceClient, verb: str, status: int) -> None:
    announcement = written(editor)
    assert editor.post(f"{AT_WORK}{announcement.id}/move/", {"verb": verb}).status_code == status
    assert editor.post(f"{AT_WORK}{uuid.uuid4()}/move/", {"verb": "publish"}).status_code == 404


def test_dates_decide_what_is_shown() -> None:
    today = clock.today()
    day = timedelta(days=1)
    assert standing("published", today + day, None, today) == "scheduled"
    assert standing("published", today, None, today) == "shown"
    assert standing("published", today - day, today, today) == "over"
    assert standing("archived", today, None, today) == "archived"


def test_markup_is_told_from_text() -> None:
    assert holds_markup("<b>") and holds_markup("< /p>") and holds_markup("[a](JavaScript:x)")
    assert not holds_markup("moins de 3 < 4 jours, R&D, [mot](https://example.be)")
