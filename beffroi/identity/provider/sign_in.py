"""From a checked request to the code: which page comes next, and when none is needed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_supported_language_variant

from beffroi.identity import browser
from beffroi.identity.actions import begin_transaction, finish_transaction
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Session, Transaction
from beffroi.identity.permissions import answer, events_of
from beffroi.identity.provider import checked_request
from beffroi.identity.provider.actions import answer_transaction, issue_code_silently
from beffroi.identity.provider.answers import refusal_to_service, see_other, to_service
from beffroi.identity.provider.authorization_request import AuthorizationRequest
from beffroi.identity.provider.demand import demand_of
from beffroi.identity.provider.errors import InteractionRequired, LoginRequired
from beffroi.identity.provider.queries import client_called, has_visited
from beffroi.identity.provider.subjects import sub_for
from beffroi.identity.rules import Demand, Event, answering_event
from beffroi.kernel import clock
from beffroi.kernel.errors import Gone, NotVisible, Refused


def begin(request: SignInRequest, asked: AuthorizationRequest) -> HttpResponse:
    """Opens a transaction and leads to the keys, or to « continue » where the session is enough already."""
    client, demand = asked.known_client, demand_of(asked)
    transaction, secret = begin_transaction(
        client_id=client.client_id,
        service_name=client.names,
        redirect_uri=asked.redirect_uri,
        request=checked_request.checked(asked).as_json(),
        min_level=demand.min_level,
        allowed_keys=demand.allowed_keys,
        must_authenticate=demand.must_authenticate,
        max_age=demand.max_age,
        language=_language(asked),
        browser_secret=browser.secret_of(request),
    )
    is_enough = answer(request.sso, transaction, clock.now())[1] and _is_wanted(
        request.sso, asked.wanted_sub, client.sector
    )
    page = "continue" if is_enough else "sign-in"
    response = see_other(page_of(page, transaction.reference, transaction.language))
    browser.remember(response, secret)
    return response


def answer_in_silence(request: SignInRequest, asked: AuthorizationRequest) -> HttpResponse:
    """`prompt=none`. Raises `LoginRequired` without a session that satisfies, `InteractionRequired` for a service the
    person has not opened himself in this session (ASVS v5.0.0-7.6.2, test SU-07)."""
    session, client, demand = request.sso, asked.known_client, demand_of(asked)
    if session is None or demand.must_authenticate or not _is_wanted(session, asked.wanted_sub, client.sector):
        raise LoginRequired("the person has to sign in")
    wanted = Demand(demand.min_level, demand.allowed_keys, demand.max_age)
    event, _ = answering_event(events_of(session), wanted, clock.now())
    if event is None:
        raise LoginRequired("the person has to use another key, or use it again")
    if not has_visited(session, client.client_id):
        raise InteractionRequired("the person has not opened this service yet")
    code = issue_code_silently(
        client_id=client.client_id,
        redirect_uri=asked.redirect_uri,
        request=checked_request.checked(asked),
        session=session,
        event=event,
        by=request.actor,
    )
    return to_service(asked.redirect_uri, asked.state, {"code": code})


def answer_service(request: SignInRequest, transaction: Transaction, session: Session, event: Event) -> HttpResponse:
    """The code goes to the service; or `login_required` when it wanted another person than the one who signed in."""
    kept = checked_request.from_json(transaction.request)
    if kept.wanted_sub and not _is_wanted(session, kept.wanted_sub, _sector_of(transaction)):
        if not finish_transaction(transaction):
            raise Gone("sign_in_finished")
        return refusal_to_service(transaction.redirect_uri, kept.state, LoginRequired("another person signed in"))
    code = answer_transaction(answered=transaction, session=session, event=event, by=request.actor)
    return to_service(transaction.redirect_uri, kept.state, {"code": code})


def open_transaction(request: HttpRequest, reference: str) -> Transaction:
    """The sign-in under way called `reference`, of this browser only (EM-03, ASVS v5.0.0-6.6.2).

    Raises `NotVisible`, `Refused` (`other_browser`), `Gone` (`sign_in_finished`, `sign_in_expired`).
    """
    transaction = Transaction.objects.filter(reference=reference).exclude(client_id="").first()
    if transaction is None:
        raise NotVisible("not_found")
    if bytes(transaction.browser) != browser.hashed(browser.secret_of(request)):
        raise Refused("other_browser")
    if transaction.finished_at is not None:
        raise Gone("sign_in_finished")
    if transaction.expires_at <= clock.now():
        raise Gone("sign_in_expired")
    return transaction


def has_just_authenticated(session: Session, transaction: Transaction) -> bool:
    """In this very transaction: then no second click is asked."""
    return transaction.authenticated_at is not None and transaction.person_id == session.person_id


def page_of(page: str, reference: str, language: str = "") -> str:
    """`sign-in` (the keys) or `continue`, in the reader's language."""
    return f"/{language or get_language()}/{page}/{reference}/"


def _language(asked: AuthorizationRequest) -> str:
    """The first of `ui_locales` we speak, else what the browser says."""
    for wanted in asked.parameters.words("ui_locales"):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return str(get_language())


def _is_wanted(session: Session | None, wanted_sub: str, sector: str) -> bool:
    return not wanted_sub or (session is not None and sub_for(session.person_id, sector) == wanted_sub)


def _sector_of(transaction: Transaction) -> str:
    client = client_called(transaction.client_id)
    return client.sector if client else ""
