"""The portal and the sign-in service, two parties over real HTTP."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from beffroi.identity.models import Person, Session
from beffroi.kernel import clock
from beffroi.portal import oidc
from beffroi.portal.oidc.errors import ProviderUnreachable
from tests.portal.oidc.conftest import PortalVisitor

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_is_recognised(visitor: PortalVisitor, person: Person) -> None:
    """ClientTest, ScopeUserInfoClaims, ClientSecretBasic."""
    known = visitor.hold(person).sign_in(return_to="/fr/audiences/?a=1")
    assert (known.level, known.amr) == (400, ("pwd", "otp"))
    assert (known.name, known.niss, known.language) == (person.name, person.niss, person.language)
    assert known.sid == Session.objects.get().sid
    assert abs((clock.now() - known.auth_time).total_seconds()) < 60
    assert known.return_to == "/fr/audiences/?a=1"
    assert len(known.sub) == 43


def test_a_stronger_key_is_asked_and_checked(visitor: PortalVisitor, person: Person) -> None:
    """SU-01: the session of 250 is led to the keys; that of 400 answers with the level asked."""
    visitor.hold(person, "email_code")
    assert "/sign-in/" in visitor.browser.get(visitor.begin(level=300)).headers["Location"]
    visitor.hold(person, "mobile_app")
    assert visitor.sign_in(level=300).level == 400


def test_a_level_nobody_reaches_is_said(visitor: PortalVisitor, person: Person) -> None:
    """SU-05."""
    with pytest.raises(oidc.SignInFailed, match="sign_in_no_such_key"):
        visitor.hold(person).sign_in(level=500)


def test_going_back_is_no_error(visitor: PortalVisitor, person: Person) -> None:
    page = visitor.browser.get(visitor.begin("/fr/help/")).headers["Location"]
    cancel = f"{visitor.origin}/oidc/authorize/cancel?transaction={page.rstrip('/').rsplit('/', 1)[1]}"
    answer = urlsplit(visitor.browser.get(cancel).headers["Location"]).query
    with pytest.raises(oidc.SignInCancelled) as raised:
        visitor.finish(answer)
    assert raised.value.return_to == "/fr/help/"


def test_an_answer_is_used_once(visitor: PortalVisitor, person: Person) -> None:
    answer = visitor.follow(visitor.hold(person).begin())
    assert visitor.finish(answer)
    with pytest.raises(oidc.SignInFailed, match="sign_in_unknown"):
        visitor.finish(answer)


def test_a_code_stolen_into_another_browser_is_worth_nothing(
    visitor: PortalVisitor, another_visitor: PortalVisitor, person: Person
) -> None:
    """Forged state: neither with the thief's own state (PKCE) nor with the victim's."""
    stolen = parse_qs(visitor.follow(visitor.hold(person).begin()))
    own = parse_qs(urlsplit(another_visitor.begin()).query)
    with pytest.raises(oidc.SignInFailed, match="sign_in_unknown"):
        another_visitor.finish(urlencode(stolen, doseq=True))
    mixed = {**stolen, "state": own["state"]}
    with pytest.raises(oidc.SignInFailed, match="sign_in_unknown"):
        another_visitor.finish(urlencode(mixed, doseq=True))


def test_two_tabs_sign_in_side_by_side(visitor: PortalVisitor, person: Person) -> None:
    visitor.hold(person)
    one, two = visitor.begin("/fr/one/"), visitor.begin("/fr/two/")
    assert visitor.finish(visitor.follow(two)).return_to == "/fr/two/"
    assert visitor.finish(visitor.follow(one)).return_to == "/fr/one/"


@pytest.mark.parametrize("iss", ["", "https://evil.example", "http://localhost:1"])
def test_an_answer_of_another_provider_is_refused(visitor: PortalVisitor, person: Person, iss: str) -> None:
    """RFC 9207 (mix-up)."""
    answer = parse_qs(visitor.follow(visitor.hold(person).begin())) | {"iss": [iss]}
    with pytest.raises(oidc.SignInFailed, match="sign_in_answer_invalid"):
        visitor.finish(urlencode(answer, doseq=True))


def test_a_forced_sign_in_asks_for_the_key_again(visitor: PortalVisitor, person: Person) -> None:
    visitor.hold(person)
    assert "/sign-in/" in visitor.browser.get(visitor.begin(prompt="login")).headers["Location"]


def test_signing_out_ends_the_session_of_the_provider(visitor: PortalVisitor, person: Person) -> None:
    """RPInitLogout; and the provider accepts the portal's own way back."""
    known = visitor.hold(person).sign_in()
    visitor.session["signed_in"] = {"id_token": known.id_token}
    leaving = oidc.end(visitor.request())["Location"]
    assert visitor.browser.get(leaving).status_code == 303
    assert Session.objects.get().ended_reason == "signed_out"


def test_signing_out_without_a_sign_in_stays_here(visitor: PortalVisitor) -> None:
    assert oidc.end(visitor.request())["Location"].endswith("/signed-out/")


def test_a_provider_that_does_not_answer_is_said(visitor: PortalVisitor, settings: object) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:1"  # type: ignore[attr-defined]  # pytest-django's fixture
    with pytest.raises(ProviderUnreachable):
        visitor.begin()
    visitor.session["signed_in"] = {"id_token": "x"}
    assert oidc.end(visitor.request())["Location"].endswith("/signed-out/")


def test_a_discovery_document_of_another_issuer_is_refused(visitor: PortalVisitor, settings: object) -> None:
    """DiscoveryIssuerMismatch: the same server under another name."""
    settings.OIDC_ISSUER = visitor.origin.replace("localhost", "127.0.0.1")  # type: ignore[attr-defined]  # see above
    with pytest.raises(ProviderUnreachable):
        visitor.begin()


@pytest.mark.parametrize(
    ("return_to", "led_to"),
    [
        ("/fr/x/?a=1", "/fr/x/?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_only_own_pages_are_returned_to(visitor: PortalVisitor, person: Person, return_to: str, led_to: str) -> None:
    assert visitor.hold(person).sign_in(return_to=return_to).return_to == led_to
