"""Each guard barks at what it guards against, and only then."""

import logging
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.urls import path

from tests.guards import leaks, pages, writes
from tests.guards.complaints import heard

_NISS = "85.07.30-033.28"


def _write(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE secretly (number int)")
        cursor.execute("INSERT INTO secretly VALUES (1)")
    return HttpResponse("<p onclick='x()'>done</p>")


urlpatterns = [path("writes", _write)]


def _render(text: str, context: dict[str, Any]) -> str:
    return str(engines["django"].from_string(text).render(context))


@pytest.mark.parametrize(
    "text", ["{{ nobody }}", "{{ person.nickname }}", "{{ nobody|upper }}", "{% with a=nobody %}{% endwith %}"]
)
def test_an_undefined_variable_is_heard(text: str) -> None:
    with heard() as complaints:
        _render(text, {"person": {"name": "Ada"}})
    assert len(complaints) == 1
    assert "is undefined" in complaints[0]


@pytest.mark.parametrize(
    "text", ["{{ person.name }}", "{% if nobody %}{{ nobody }}{% endif %}", '{{ nobody|default:"-" }}', "{{ empty }}"]
)
def test_a_template_that_asks_first_is_not(text: str) -> None:
    with heard() as complaints:
        _render(text, {"person": {"name": "Ada"}, "empty": None})
    assert complaints == []


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_get_that_writes_is_heard_and_its_page_is_read() -> None:
    with heard() as complaints:
        Client().get("/writes")
    assert [complaint.split(":")[0] for complaint in complaints] == ["GET /writes writes secretly", "GET /writes"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[])
def test_a_post_may_write() -> None:
    with heard() as complaints:
        Client().post("/writes")
    assert not any("writes" in complaint.split(":")[0].split()[2:] for complaint in complaints)


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ('INSERT INTO "portal_favourite" ("a") VALUES (%s)', {"portal_favourite"}),
        ("SELECT 1 FROM access_right FOR UPDATE OF access_right", set()),
        ("SELECT 'UPDATE access_right'", set()),
        ("WITH x AS (DELETE FROM identity_code RETURNING 1) SELECT * FROM x", {"identity_code"}),
        ("INSERT INTO kernel_throttle AS t VALUES (1) ON CONFLICT DO UPDATE SET count = 1", {"kernel_throttle"}),
        ('UPDATE "portal_session" SET "expire_date" = %s', {"portal_session"}),
    ],
)
def test_written_tables_are_read_from_sql(statement: str, tables: set[str]) -> None:
    assert writes.written_tables(statement) == tables


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "<p style='color: red'>",
        "<button onclick='x()'>",
        "<a href='javascript:x()'>",
        "<form method='post'><button></button></form>",
        "<p>{{ name }}</p>",
        "<p>{% if %}</p>",
        "<p id='a'></p><p id='a'></p>",
        "<td>None</td>",
        "<img src='a.png'>",
        "<html><title>A page</title></html>",
        "<html lang='fr'></html>",
    ],
)
def test_a_faulty_page_is_heard(html: str) -> None:
    assert len(pages.faults(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<html lang='fr'><title>Une page</title><script src='/a.js'></script></html>",
        "<form method='post'><input name='csrfmiddlewaretoken' value='x'></form>",
        "<form method='get'></form>",
        "<form method='post' action='https://elsewhere.example/'></form>",
        "<code>{% include 'a.html' %}</code>",
        "<td>Nonetheless</td>",
        "<img src='a.png' alt=''>",
    ],
)
def test_a_sound_page_is_not(html: str) -> None:
    assert pages.faults(html) == []


def test_a_national_number_in_the_log_is_heard() -> None:
    with heard() as complaints:
        logging.getLogger("beffroi.somewhere").warning("refused %s", _NISS)
    assert complaints == ["a national number in the log of beffroi.somewhere"]


def test_a_national_number_in_a_mail_is_heard() -> None:
    mail.EmailMessage("Your code", f"Dear {_NISS}", to=["ada@centre.example"]).send()
    with heard() as complaints:
        leaks.inspect_mails()
    mail.outbox.clear()
    assert complaints == ["a national number in a mail: Your code"]


def test_other_numbers_are_not_national_numbers() -> None:
    assert leaks.national_numbers("85073003329 12345678 B-7K3F-9Q2M 0123.456.749") == []
    assert leaks.national_numbers("85073003328") == ["85073003328"]
