"""What a service demands, what the session holds, and what comes of it (SU-01 … SU-07)."""

from datetime import timedelta

import pytest

from beffroi.identity.actions import end_session, open_session
from beffroi.identity.browser import Visitor
from beffroi.identity.models import Person, Session, Transaction
from beffroi.kernel import clock
from tests.identity.conftest import make_person
from tests.identity.provider.conftest import BY, Surfer, acr_demand, answer_of, register

KEY_OF = {250: "email_code", 300: "token_card", 400: "mobile_app"}


def where(response: object) -> str:
    """`sign-in`, `continue`, or the error the service gets."""
    location = response["Location"]  # type: ignore[index]  # Django's response
    return answer_of(response).get("error", "code") if location.startswith("https:") else location.split("/")[2]


@pytest.mark.parametrize(
    ("held", "change", "result"),
    [
        (250, {}, "continue"),
        (400, {}, "continue"),
        (250, {"acr_values": "urn:beffroi:acr:400"}, "sign-in"),  # SU-01
        (300, {"acr_values": "urn:beffroi:acr:400"}, "sign-in"),
        (400, {"acr_values": "urn:beffroi:acr:400"}, "continue"),
        (400, {"acr_values": "urn:beffroi:acr:250"}, "continue"),
        (250, {"acr_values": "urn:beffroi:acr:250 urn:beffroi:acr:400"}, "continue"),
        (250, {"claims": acr_demand(300)}, "sign-in"),
        (300, {"claims": acr_demand(300)}, "continue"),
        (250, {"claims": acr_demand(400, essential=False)}, "sign-in"),
        (400, {"prompt": "login"}, "sign-in"),
        (400, {"prompt": "consent"}, "continue"),
        (400, {"prompt": "select_account"}, "continue"),
        (400, {"max_age": "0"}, "sign-in"),
        (400, {"max_age": "10000"}, "continue"),  # MaxAge10000
        (400, {"prompt": "none"}, "interaction_required"),  # SU-07: never opened by the person himself
        (250, {"prompt": "none", "acr_values": "urn:beffroi:acr:400"}, "login_required"),
        (400, {"prompt": "none", "max_age": "0"}, "login_required"),
    ],
)
def test_matrix_of_demands(surfer: Surfer, person: Person, held: int, change: dict[str, str], result: str) -> None:
    """SU-02."""
    surfer.sign_in(person, KEY_OF[held])
    assert where(surfer.authorize(**change)) == result


@pytest.mark.parametrize(("held", "result"), [(250, "sign-in"), (300, "continue"), (400, "continue")])
def test_registration_sets_the_lowest_level(surfer: Surfer, person: Person, held: int, result: str) -> None:
    """A request may raise it, never lower it."""
    register("bank", min_level=300)
    surfer.sign_in(person, KEY_OF[held])
    assert where(surfer.authorize("bank", acr_values="urn:beffroi:acr:250")) == result


@pytest.mark.parametrize(
    ("key", "result"), [("email_code", "sign-in"), ("token_card", "continue"), ("mobile_app", "sign-in")]
)
def test_only_the_keys_a_service_takes(surfer: Surfer, person: Person, key: str, result: str) -> None:
    """SU-04: a higher level does not stand for another key."""
    register("bank", min_level=250, allowed_keys=["token_card"])
    assert where(surfer.sign_in(person, key).authorize("bank")) == result


def test_a_registered_max_age_holds_without_being_asked(surfer: Surfer, person: Person) -> None:
    register("bank", max_age=300)
    surfer.sign_in(person)
    assert where(surfer.authorize("bank")) == "continue"
    assert where(surfer.authorize("bank", max_age="10000")) == "continue"
    with clock.frozen(clock.now() + timedelta(seconds=301)):
        assert where(surfer.authorize("bank", max_age="10000")) == "sign-in"
        assert where(surfer.authorize()) == "continue"


def test_prompt_none_answers_once_the_person_opened_the_service(surfer: Surfer, person: Person) -> None:
    """PromptNoneLoggedIn."""
    first = surfer.claims(surfer.sign_in(person).tokens()["id_token"])
    answer = answer_of(surfer.authorize(prompt="none"))
    second = surfer.claims(surfer.redeem(answer["code"]).json()["id_token"])
    assert [second[name] for name in ("sub", "sid", "auth_time")] == [
        first[name] for name in ("sub", "sid", "auth_time")
    ]


def test_prompt_none_after_the_session_ended_is_login_required(surfer: Surfer, person: Person) -> None:
    """LO-06."""
    surfer.sign_in(person).tokens()
    assert surfer.session is not None
    end_session(surfer.session, "signed_out", by=BY)
    assert where(surfer.authorize(prompt="none")) == "login_required"


def test_no_service_is_opened_without_a_click(surfer: Surfer, person: Person) -> None:
    """SU-07, ASVS v5.0.0-7.6.2: reading the page does not answer, resuming leads back to it."""
    page = surfer.sign_in(person).authorize()["Location"]
    reference = page.rstrip("/").rsplit("/", 1)[1]
    shown = surfer.client.get(page)
    assert "Ada Lievens" in shown.content.decode()
    assert "https://library.example" in shown["Content-Security-Policy"]
    assert surfer.client.get("/oidc/authorize/resume", {"transaction": reference})["Location"] == page
    assert Transaction.objects.get().finished_at is None
    assert "code" in answer_of(surfer.press_continue(page))


def test_somebody_else_ends_the_session_and_chooses_a_key(surfer: Surfer, person: Person) -> None:
    page = surfer.sign_in(person).authorize()["Location"]
    response = surfer.press_continue(page, "someone_else")
    assert "/sign-in/" in response["Location"]
    assert Session.objects.get().ended_reason == "other_person"


def test_the_answer_tells_the_level_that_was_reached(surfer: Surfer, person: Person) -> None:
    surfer.sign_in(person, "mobile_app")
    acr = {
        demand: surfer.claims(surfer.tokens(claims=claims)["id_token"])["acr"]
        for demand, claims in (("none", None), ("low", acr_demand(250, 300)), ("any", acr_demand(250, 500)))
    }
    assert acr == {"none": "urn:beffroi:acr:400", "low": "urn:beffroi:acr:300", "any": "urn:beffroi:acr:250"}


def test_a_stronger_key_raises_the_session_and_a_weaker_one_does_not_lower_it(surfer: Surfer, person: Person) -> None:
    """SU-06; `auth_time` is that of the event told."""
    surfer.sign_in(person, "email_code")
    assert surfer.claims(surfer.tokens()["id_token"])["acr"] == "urn:beffroi:acr:250"
    surfer.sign_in(person, "mobile_app")
    assert surfer.claims(surfer.tokens()["id_token"])["acr"] == "urn:beffroi:acr:400"
    surfer.sign_in(person, "email_code")
    claims = surfer.claims(surfer.tokens()["id_token"])
    assert (claims["acr"], claims["amr"]) == ("urn:beffroi:acr:400", ["pwd", "otp"])


def test_a_hint_of_another_person_asks_to_sign_in(surfer: Surfer, another_surfer: Surfer, person: Person) -> None:
    """IdTokenHint."""
    other = make_person(2)
    hint = another_surfer.sign_in(other).tokens()["id_token"]
    own = surfer.sign_in(person).tokens()["id_token"]
    assert where(surfer.authorize(prompt="none", id_token_hint=own)) == "code"
    assert where(surfer.authorize(prompt="none", id_token_hint=hint)) == "login_required"
    assert where(surfer.authorize(id_token_hint=hint)) == "sign-in"
    assert where(surfer.authorize(id_token_hint=own)) == "continue"


def test_signing_in_as_another_than_the_service_wanted_is_login_required(
    surfer: Surfer, another_surfer: Surfer, person: Person
) -> None:
    hint = another_surfer.sign_in(make_person(2)).tokens()["id_token"]
    reference = surfer.authorize(id_token_hint=hint)["Location"].rstrip("/").rsplit("/", 1)[1]
    surfer.sign_in(person)
    Transaction.objects.filter(reference=reference).update(person=person, authenticated_at=clock.now())
    response = surfer.client.get("/oidc/authorize/resume", {"transaction": reference})
    assert where(response) == "login_required"


def test_a_code_is_given_once_per_sign_in(surfer: Surfer, person: Person) -> None:
    """Back button after success: said so, and no second code."""
    page = surfer.sign_in(person).authorize()["Location"]
    assert "code" in answer_of(surfer.press_continue(page))
    assert surfer.press_continue(page).status_code == 410
    assert surfer.client.get(page).status_code == 410


def test_another_browser_cannot_take_a_sign_in_over(surfer: Surfer, another_surfer: Surfer, person: Person) -> None:
    """ASVS v5.0.0-6.6.2: the reference alone is worth nothing."""
    page = surfer.sign_in(person).authorize()["Location"]
    reference = page.rstrip("/").rsplit("/", 1)[1]
    another_surfer.sign_in(make_person(2))
    assert another_surfer.client.get(page).status_code == 403
    assert another_surfer.client.get("/oidc/authorize/resume", {"transaction": reference}).status_code == 403
    assert another_surfer.client.get("/oidc/authorize/cancel", {"transaction": reference}).status_code == 403


def test_two_tabs_sign_in_side_by_side(surfer: Surfer, person: Person) -> None:
    register("theatre")
    surfer.sign_in(person)
    one, two = surfer.authorize()["Location"], surfer.authorize("theatre")["Location"]
    assert answer_of(surfer.press_continue(two))["code"] != answer_of(surfer.press_continue(one))["code"]


def test_a_sign_in_left_open_too_long_is_over(surfer: Surfer, person: Person) -> None:
    page = surfer.authorize()["Location"]
    reference = page.rstrip("/").rsplit("/", 1)[1]
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        open_session(person=person, key="mobile_app", current=None, visitor=Visitor())
        assert surfer.client.get("/oidc/authorize/resume", {"transaction": reference}).status_code == 410
    assert surfer.client.get("/oidc/authorize/resume", {"transaction": "unheard-of"}).status_code == 404
