"""One-time things are spent once, also when two come at the same moment (EM-01, TO-03, TC-03, RL-07, SE-02)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from beffroi.identity import policies
from beffroi.identity.actions import begin_transaction, finish_transaction, open_session
from beffroi.identity.actions.codes import check_code
from beffroi.identity.browser import Visitor
from beffroi.identity.keys import email_code, mobile_app, token_card
from beffroi.identity.models import CardCell, EmailCode, Key, Session, TokenCard, Transaction
from beffroi.identity.rules import app_code, app_step
from beffroi.kernel import clock, throttle
from tests.identity.conftest import SECRET, SEED, make_person

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """`act` in eight threads, each on its own connection, let loose together."""
    barrier = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(10)
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def _waiting_for(kind: str) -> tuple[Transaction, Key]:
    person = make_person()
    under_way, _ = begin_transaction(
        client_id="", service_name={}, redirect_uri="", request={}, min_level=0, language="fr"
    )
    key = Key.objects.get(person=person, kind=kind)
    Transaction.objects.update(person=person, key=kind, held_key=key, password_passed_at=clock.now())
    under_way.refresh_from_db()
    return under_way, key


def test_a_mailed_code_is_accepted_once() -> None:
    """EM-01."""
    under_way, key = _waiting_for("email_code")
    now = clock.now()
    EmailCode.objects.create(
        transaction=under_way,
        code_hash=email_code.hash_of(under_way.reference, "12345678"),
        asked_at=now,
        sent_at=now,
        expires_at=now + policies.EMAIL_CODE_LIFETIME,
    )
    verdicts = at_once(lambda _: email_code.accepts(under_way, key, "12345678", now))
    assert [bool(verdict) for verdict in verdicts].count(True) == 1


def test_parallel_guesses_are_all_counted() -> None:
    """EM-04: eight at once are five tries and three refusals."""
    under_way, key = _waiting_for("email_code")
    now = clock.now()
    EmailCode.objects.create(
        transaction=under_way,
        code_hash=b"x" * 32,
        asked_at=now,
        sent_at=now,
        expires_at=now + policies.EMAIL_CODE_LIFETIME,
    )
    verdicts = at_once(lambda number: email_code.accepts(under_way, key, f"{number:08d}", now))
    assert sorted(verdict.reason for verdict in verdicts) == ["code_tries_spent"] * 3 + ["code_wrong"] * 5


def test_an_apps_code_is_accepted_once() -> None:
    """TO-03."""
    _, key = _waiting_for("mobile_app")
    step = app_step(clock.now())
    assert at_once(lambda _: mobile_app.spend(key, step)).count(True) == 1


def test_a_cards_code_is_accepted_once() -> None:
    """TC-03."""
    from beffroi.identity.demonstration import card_codes

    under_way, key = _waiting_for("token_card")
    now = clock.now()
    token_card.ask(under_way, key, now)
    position = TokenCard.objects.get().asked_position
    assert position
    code = card_codes(SEED)[position - 1]
    verdicts = at_once(lambda _: token_card.accepts(under_way, key, code, now))
    assert [bool(verdict) for verdict in verdicts].count(True) == 1
    assert CardCell.objects.filter(spent_as="used").count() == 1


def test_parallel_wrong_card_codes_lock_at_five() -> None:
    """TC-05."""
    under_way, key = _waiting_for("token_card")
    now = clock.now()
    token_card.ask(under_way, key, now)
    verdicts = at_once(lambda _: token_card.accepts(under_way, key, "ZZZZZZ", now))
    assert [verdict.reason for verdict in verdicts].count("code_wrong") == 4
    assert TokenCard.objects.get().wrong_tries == 5


def test_parallel_tries_do_not_pass_the_throttle() -> None:
    """RL-07: the fifth opens the wait, whoever comes then is refused."""
    admitted = at_once(lambda _: throttle.attempt("identity.code", "somebody", policies.CODE).is_admitted)
    assert admitted.count(True) == 5


def test_one_answer_a_transaction() -> None:
    under_way, _ = _waiting_for("email_code")
    assert at_once(lambda _: finish_transaction(under_way)).count(True) == 1


def test_one_session_from_one_code_typed_in_two_tabs() -> None:
    under_way, _ = _waiting_for("mobile_app")
    under_way = Transaction.objects.select_related("person", "held_key").get(reference=under_way.reference)
    code = app_code(mobile_app.decoded(SECRET), app_step(clock.now()))
    signed_in = at_once(lambda _: check_code(under_way=under_way, typed=code, current=None, visitor=Visitor())[1])
    assert len([each for each in signed_in if each]) == 1
    assert Session.objects.count() == 1


def test_two_tabs_stepping_up_at_once_lose_no_event() -> None:
    """SU-06: both keys count afterwards."""
    person = make_person()
    session, _ = open_session(person=person, key="email_code", current=None, visitor=Visitor())
    kinds = ["mobile_app", "token_card"] * 4
    at_once(lambda number: open_session(person=person, key=kinds[number], current=session, visitor=Visitor()))
    session.refresh_from_db()
    assert {event["key"] for event in session.events} == {"email_code", "mobile_app", "token_card"}
