"""One good logout token, and the bad kinds (LO-04; BackChannelLogout RP modules of the conformance suite)."""

from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import ECKey

from beffroi.kernel import clock
from beffroi.portal import oidc
from beffroi.portal.oidc.logout_token import EVENT
from tests.portal.oidc.misbehaving import Provider, under_hmac, unsigned

pytestmark = pytest.mark.django_db


def claims(bent: Provider, **changes: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    sound: dict[str, Any] = {
        "iss": bent.origin,
        "aud": "portal",
        "iat": now,
        "exp": now + 120,
        "jti": "a-number",
        "sub": "a-subject",
        "sid": "a-session",
        "events": {EVENT: {}},
    }
    return {name: value for name, value in (sound | changes).items() if value is not None}


def token(bent: Provider, typ: str | None = "logout+jwt", **changes: Any) -> str:
    return bent.sign(claims(bent, **changes), typ=typ)


@pytest.mark.parametrize(
    ("changes", "understood"),
    [
        ({}, ("a-subject", "a-session")),
        ({"typ": None}, ("a-subject", "a-session")),
        ({"sub": None}, ("", "a-session")),
        ({"sid": None}, ("a-subject", "")),
        ({"exp": None}, ("a-subject", "a-session")),
        ({"aud": ["portal", "other"]}, ("a-subject", "a-session")),
    ],
    ids=str,
)
def test_a_sound_token_names_who_left(bent: Provider, changes: Any, understood: tuple[str, str]) -> None:
    read = oidc.verify_logout_token(token(bent, **changes))
    assert (read.sub, read.sid) == understood


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({"events": None}, "events"),  # NoEvent
        ({"events": {"http://schemas.openid.net/event/other": {}}}, "events"),  # WrongEvent
        ({"events": {EVENT: 1}}, "events"),
        ({"events": [EVENT]}, "events"),
        ({"nonce": "x"}, "nonce"),  # WithNonce
        ({"aud": "other"}, "aud"),  # WrongAud
        ({"aud": None}, "aud"),
        ({"iss": "https://evil.example"}, "iss"),  # WrongIssuer
        ({"iat": None}, "iat"),
        ({"iat": 1_000_000_000}, "iat"),
        ({"iat": 2_000_000_000_0}, "iat"),
        ({"exp": 1_000_000_000}, "exp"),
        ({"exp": "soon"}, "exp"),
        ({"sub": None, "sid": None}, "sub or sid"),
        ({"sid": 7}, "sub or sid"),
        ({"jti": None}, "jti"),
        ({"jti": ""}, "jti"),
        ({"typ": "JWT"}, "typ"),
    ],
    ids=str,
)
def test_unsound_tokens(bent: Provider, changes: Any, failed: str) -> None:
    with pytest.raises(oidc.LogoutTokenRefused, match=failed):
        oidc.verify_logout_token(token(bent, **changes))


def test_tokens_we_did_not_get_signed(bent: Provider) -> None:
    """AlgNone, WrongAlg."""
    sound = claims(bent)
    forged = [
        unsigned(sound),
        under_hmac(sound, b"a-secret-long-enough-to-be-a-key-0123456789"),
        bent.sign(sound, ECKey.generate_key("P-256"), typ="logout+jwt"),
        "",
        "x.y.z",
        "é",
    ]
    for each in forged:
        with pytest.raises(oidc.LogoutTokenRefused, match="signature"):
            oidc.verify_logout_token(each)


def test_a_token_is_heard_once(bent: Provider) -> None:
    once = token(bent)
    assert oidc.verify_logout_token(once)
    for _ in range(2):
        with pytest.raises(oidc.LogoutTokenRefused, match="replay"):
            oidc.verify_logout_token(once)
    assert oidc.verify_logout_token(token(bent, jti="another"))


def test_a_replay_is_refused_as_long_as_the_token_could_be_taken(bent: Provider) -> None:
    once = token(bent, exp=None)
    assert oidc.verify_logout_token(once)
    for seconds in (299, 301, 600):
        with clock.frozen(clock.now() + timedelta(seconds=seconds)), pytest.raises(oidc.LogoutTokenRefused):
            oidc.verify_logout_token(once)


def test_an_id_token_does_not_pass_for_a_logout_token(bent: Provider) -> None:
    bent.nonce = "x"
    with pytest.raises(oidc.LogoutTokenRefused):
        oidc.verify_logout_token(bent.sign(bent.claims()))
