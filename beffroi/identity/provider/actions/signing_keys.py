"""Signing keys are made, and published before they sign."""

from datetime import timedelta

from django.db import connection, transaction
from joserfc.jwk import ECKey

from beffroi.identity.provider import signing
from beffroi.identity.provider.models import SigningKey
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor

PUBLISHED_AHEAD = timedelta(days=1)
_LOCK = 0x0B_EF_F0_15  # one process makes the first key, whoever starts first


@transaction.atomic
def ensure_signing_key(*, by: Actor) -> SigningKey:
    """The key that signs now; made at once when there is none. Idempotent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    now = clock.now()
    usable = SigningKey.objects.filter(retired_at=None, signs_from__lte=now).order_by("-signs_from")
    return usable.first() or _make_key(by, ahead=timedelta())


@transaction.atomic
def publish_next_key(*, by: Actor) -> SigningKey:
    """The next key, published now, signing from a day later on."""
    return _make_key(by, ahead=PUBLISHED_AHEAD)


def _make_key(by: Actor, ahead: timedelta) -> SigningKey:
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": signing.ALGORITHM}, auto_kid=True)
    kid, now = str(key.kid), clock.now()
    row = SigningKey.objects.create(
        kid=kid,
        algorithm=signing.ALGORITHM,
        public=key.as_dict(private=False),
        private=key.as_pem(private=True).decode(),
        created_at=now,
        signs_from=now + ahead,
    )
    audit.record("identity.signing_key.made", by=by, details={"kid": kid})
    signing.forget_ring()
    return row
