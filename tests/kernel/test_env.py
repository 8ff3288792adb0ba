"""A malformed variable is named with what it takes; its value, if a secret, is not repeated."""

import base64

import pytest

from beffroi.kernel import database_url
from beffroi.kernel.env import Environment, SettingError

KEY = base64.b64encode(b"k" * 32).decode()


def test_what_is_absent_or_empty_takes_the_default() -> None:
    env = Environment({"BEFFROI_EMPTY": ""})
    assert env.text("BEFFROI_EMPTY", "a", help="") == "a"
    assert env.number("BEFFROI_PORT", 8000, help="") == 8000
    assert env.flag("BEFFROI_DEBUG", False, help="") is False
    assert env.words("BEFFROI_LIST", "a,b", help="") == ["a", "b"]
    assert env.key("BEFFROI_KEY", default=b"d", help="") == b"d"


def test_what_is_given_is_typed() -> None:
    env = Environment({"N": "7", "F": "Yes", "C": "portal", "K": KEY, "P": "/srv/a"})
    assert env.number("N", 0, help="") == 7
    assert env.flag("F", False, help="") is True
    assert env.choice("C", "", ("", "portal"), help="") == "portal"
    assert env.key("K", default=b"", help="") == b"k" * 32
    assert str(env.path("P", ".", help="")) == "/srv/a"


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda env: env.number("X", 0, help="A port."), "X takes a whole number, not “perhaps”. A port."),
        (lambda env: env.flag("X", False, help=""), "X takes yes or no"),
        (lambda env: env.choice("X", "a", ("a", "b"), help=""), "X takes one of a, b"),
        (lambda env: env.key("X", default=b"", help=""), "X takes 32 bytes in base64"),
    ],
)
def test_a_malformed_variable_is_named_with_what_it_takes(read: object, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        read(Environment({"X": "perhaps"}))  # type: ignore[operator]  # each row is a function


def test_a_key_of_the_wrong_length_is_not_repeated() -> None:
    short = base64.b64encode(b"k" * 31).decode()
    with pytest.raises(SettingError) as caught:
        Environment({"K": short}).key("K", default=b"", help="")
    assert short not in str(caught.value)


def test_everything_read_is_remembered_for_the_reference_page() -> None:
    env = Environment({})
    env.text("A", "1", help="First.", secret=True)
    env.number("B", 2, help="Second.")
    assert [(d.name, d.default, d.is_secret) for d in env.declared.values()] == [("A", "1", True), ("B", "2", False)]


def test_a_database_address_becomes_django_settings() -> None:
    parsed = database_url.parse("postgresql://ada:p%40ss@db.example:5433/centre?sslmode=require")
    assert (parsed["NAME"], parsed["USER"], parsed["PASSWORD"]) == ("centre", "ada", "p@ss")
    assert (parsed["HOST"], parsed["PORT"], parsed["OPTIONS"]) == ("db.example", "5433", {"sslmode": "require"})


def test_a_socket_folder_is_the_host() -> None:
    assert database_url.parse("postgresql:///centre?host=%2Frun%2Fpg")["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://a:secret@b/c", "postgresql://a:secret@b:port/c", "secret"])
def test_another_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingError) as caught:
        database_url.parse(url)
    assert "DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_another_role_enters_the_same_database() -> None:
    url = database_url.with_role("postgresql://owner:a@b:5/c?host=/run", "beffroi_portal", "p@/ss")
    parsed = database_url.parse(url)
    assert (parsed["USER"], parsed["PASSWORD"], parsed["HOST"]) == ("beffroi_portal", "p@/ss", "/run")
