"""What the portal refuses, whatever the provider says (RP modules of the conformance suite, SU-03)."""

from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import ECKey

from beffroi.kernel import clock
from beffroi.portal import oidc
from beffroi.portal.oidc.errors import ProviderUnreachable
from tests.portal.oidc.conftest import Guest
from tests.portal.oidc.misbehaving import Provider, under_hmac, unsigned


def in_seconds(seconds: int) -> int:
    return int((clock.now() + timedelta(seconds=seconds)).timestamp())


def test_a_sound_answer_is_taken(guest: Guest) -> None:
    known = guest.sign_in()
    assert (known.sub, known.sid, known.level, known.niss, known.language) == (
        "a-subject",
        "a-session",
        400,
        "85073003328",
        "nl",
    )


def _named(changes: dict[str, Any]) -> str:
    """Without instants: two workers read the clock at two moments, and must name the same tests."""
    return ",".join(name if isinstance(value, int) else f"{name}={value}"[:60] for name, value in changes.items())


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["portal"]},
        {"aud": ["portal", "other"], "azp": "portal"},
        {"at_hash": None},
        {"auth_time": None},
        {"sid": None},
        {"amr": "otp"},
        {"iat": in_seconds(-60)},
    ],
    ids=",".join,
)
def test_what_the_standard_leaves_open_is_taken(guest: Guest, bent: Provider, changes: dict[str, Any]) -> None:
    bent.changes = changes
    assert guest.sign_in().sub == "a-subject"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},  # InvalidIssuerInIdToken
        {"iss": None},
        {"sub": None},  # MissingSubInIdToken
        {"sub": ""},
        {"sub": 7},
        {"aud": "other"},  # InvalidAudInIdToken
        {"aud": None},
        {"aud": ["portal", "other"]},
        {"aud": ["portal", "other"], "azp": "other"},
        {"iat": None},  # MissingIatInIdToken
        {"iat": in_seconds(-3_600)},
        {"iat": in_seconds(3_600)},
        {"iat": True},
        {"iat": "now"},
        {"exp": None},
        {"exp": in_seconds(-60)},
        {"exp": 10**400},
        {"nonce": "other"},  # NonceInvalid
        {"nonce": None},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"auth_time": "yesterday"},
    ],
    ids=_named,
)
def test_unsound_id_tokens(guest: Guest, bent: Provider, changes: dict[str, Any]) -> None:
    bent.changes = changes
    with pytest.raises(oidc.SignInFailed, match="sign_in_answer_invalid"):
        guest.sign_in()


@pytest.mark.parametrize(
    "acr", ["urn:beffroi:acr:300", "urn:beffroi:acr:0400", "400", None, "urn:beffroi:acr:999", 400]
)
def test_a_level_below_the_one_asked_is_refused(guest: Guest, bent: Provider, acr: object) -> None:
    """SU-03: also when the provider errs, or speaks of levels we do not know."""
    bent.changes = {"acr": acr}
    assert guest.sign_in().level in {0, 300}
    with pytest.raises(oidc.SignInFailed, match="sign_in_key_too_weak"):
        guest.sign_in(level=400)


def test_a_forced_sign_in_needs_a_key_used_since(guest: Guest, bent: Provider) -> None:
    bent.changes = {"auth_time": in_seconds(-300)}
    assert guest.sign_in()
    for changes in ({"auth_time": in_seconds(-300)}, {"auth_time": None}):
        bent.changes = changes
        with pytest.raises(oidc.SignInFailed, match="sign_in_answer_invalid"):
            guest.sign_in(prompt="login")


def _unsigned(bent: Provider) -> str:
    return unsigned(bent.claims())


def _by_hmac_of_the_secret(bent: Provider) -> str:
    from django.conf import settings

    return under_hmac(bent.claims(), settings.OIDC_CLIENT_SECRET.encode())


def _by_hmac_of_the_public_key(bent: Provider) -> str:
    return under_hmac(bent.claims(), bent.key.as_pem(private=False))


def _by_rsa(bent: Provider) -> str:
    bent.published.append(bent.rsa.as_dict(private=False))
    return bent.sign(bent.claims(), bent.rsa, alg="RS256", kid="rsa")


def _by_a_stranger(bent: Provider) -> str:
    return bent.sign(bent.claims(), ECKey.generate_key("P-256"))


def _by_an_unknown_kid(bent: Provider) -> str:
    return bent.sign(bent.claims(), kid="two")


def _altered(bent: Provider) -> str:
    head, body, signature = bent.sign(bent.claims()).split(".")
    return f"{head}.{body}.{signature[::-1]}"


def _without_kid_among_several(bent: Provider) -> str:
    bent.published.append(ECKey.generate_key("P-256", {"kid": "two"}).as_dict(private=False))
    return bent.sign(bent.claims(), kid=None)


def _by_a_key_for_something_else(bent: Provider) -> str:
    bent.published = [{**bent.key.as_dict(private=False), "use": "enc"}]
    return bent.sign(bent.claims())


@pytest.mark.parametrize(
    "make",
    [
        _unsigned,  # IdTokenSigAlgNone
        _by_hmac_of_the_secret,
        _by_hmac_of_the_public_key,
        _by_rsa,  # not in our allow-list
        _by_a_stranger,
        _by_an_unknown_kid,
        _altered,
        _without_kid_among_several,  # KidAbsentMultipleMatchingKeysInJwks
        _by_a_key_for_something_else,
        lambda bent: "",
        lambda bent: "a.b.c",
        lambda bent: "x" * 20_000,
    ],
)
def test_signatures_we_do_not_take(guest: Guest, bent: Provider, make: Any) -> None:
    asked = guest.begin()
    bent.id_token = make(bent)
    with pytest.raises(oidc.SignInFailed, match="sign_in_answer_invalid"):
        guest.finish({"code": "a-code", "state": asked["state"]})


def test_a_sole_key_needs_no_name(guest: Guest, bent: Provider) -> None:
    """KidAbsentSingleJwks."""
    bent.header = {"alg": "ES256"}
    assert guest.sign_in()


def test_rsa_is_taken_where_settings_say_so(guest: Guest, bent: Provider, settings: Any) -> None:
    """IdTokenSignedUsingRS256: for providers that know nothing else."""
    settings.OIDC_ALGORITHMS = ["RS256"]
    asked = guest.begin()
    bent.id_token = _by_rsa(bent)
    assert guest.finish({"code": "a-code", "state": asked["state"]})


def test_a_rotated_key_is_fetched_once(guest: Guest, bent: Provider) -> None:
    """SigningKeyRotation; a stranger's kid does not make us fetch without end."""
    guest.sign_in()
    bent.key = ECKey.generate_key("P-256", {"kid": "two"})
    bent.header = {"alg": "ES256", "kid": "two"}
    bent.published = [{**bent.key.as_dict(private=False), "kid": "two"}]
    with clock.frozen(clock.now() + timedelta(seconds=11)):
        assert guest.sign_in()
        for _ in range(3):
            bent.header = {"alg": "ES256", "kid": "three"}
            with pytest.raises(oidc.SignInFailed):
                guest.sign_in()
    assert bent.fetched.count("/jwks") == 2
    assert bent.fetched.count("/.well-known/openid-configuration") == 1


def test_userinfo_about_somebody_else_is_refused(guest: Guest, bent: Provider) -> None:
    """InvalidSubInUserinfoResponse."""
    for person in ({**bent.person, "sub": "other"}, {"name": "Ada"}):
        bent.person = person
        with pytest.raises(oidc.SignInFailed, match="sign_in_answer_invalid"):
            guest.sign_in()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((400, {"error": "invalid_grant"}), "sign_in_unknown"),
        ((401, {"error": "invalid_client"}), "sign_in_refused"),
        ((500, {}), "sign_in_refused"),
        ((200, {"token_type": "Bearer", "id_token": "x"}), "sign_in_refused"),
        ((200, {"access_token": "x", "token_type": "DPoP"}), "sign_in_refused"),
    ],
)
def test_a_token_endpoint_that_refuses(guest: Guest, bent: Provider, answer: Any, reason: str) -> None:
    bent.token_answer = answer
    with pytest.raises(oidc.SignInFailed, match=reason):
        guest.sign_in()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("access_denied", "sign_in_cancelled"),
        ("login_required", "sign_in_again"),
        ("interaction_required", "sign_in_again"),
        ("unmet_authentication_requirements", "sign_in_no_such_key"),
        ("invalid_request", "sign_in_refused"),
        ("<script>", "sign_in_refused"),
    ],
)
def test_each_refusal_is_said_in_its_own_words(guest: Guest, error: str, reason: str) -> None:
    with pytest.raises(oidc.SignInFailed, match=reason):
        guest.finish({"error": error, "state": guest.begin()["state"]})


def test_iss_is_demanded_where_announced(guest: Guest, bent: Provider) -> None:
    """RFC 9207 §2.4."""
    bent.document = {"authorization_response_iss_parameter_supported": True}
    with pytest.raises(oidc.SignInFailed, match="sign_in_answer_invalid"):
        guest.sign_in()
    assert guest.finish({"code": "a-code", "state": guest.begin()["state"], "iss": bent.origin})


@pytest.mark.parametrize(
    "document",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "file:///etc/passwd"}, {"jwks_uri": None}],
    ids=",".join,
)
def test_an_unsound_discovery_document(guest: Guest, bent: Provider, document: dict[str, Any]) -> None:
    bent.document = document
    with pytest.raises(ProviderUnreachable):
        guest.begin()


def test_a_sign_in_left_open_is_forgotten(guest: Guest) -> None:
    state = guest.begin()["state"]
    with clock.frozen(clock.now() + timedelta(minutes=11)), pytest.raises(oidc.SignInFailed, match="sign_in_unknown"):
        guest.finish({"code": "a-code", "state": state})


def test_many_tabs_do_not_fill_the_session(guest: Guest) -> None:
    states = [guest.begin()["state"] for _ in range(12)]
    assert len(guest.session["sign_ins"]) == 8
    with pytest.raises(oidc.SignInFailed):
        guest.finish({"code": "a-code", "state": states[0]})


@pytest.mark.parametrize("state", ["", "forged"])
def test_a_forged_state_is_refused_before_anything_is_sent(guest: Guest, bent: Provider, state: str) -> None:
    guest.begin()
    with pytest.raises(oidc.SignInFailed, match="sign_in_unknown"):
        guest.finish({"code": "a-code", "state": state})
    assert "/token" not in bent.fetched


def test_the_federal_service_is_understood_by_settings_alone(guest: Guest, bent: Provider, settings: Any) -> None:
    settings.OIDC_PROFILE = "fas"
    bent.changes = {"acr": "urn:be:fedict:iam:fas:Level450"}
    bent.person = {"sub": "a-subject", "egovNRN": "85073003328", "PrefLanguage": "NL"}
    known = guest.sign_in(level=400)
    assert (known.level, known.niss, known.language) == (450, "85073003328", "nl")
