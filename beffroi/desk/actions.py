"""What is done at the desk. Nothing here is a security event: it is a phone on a table."""

from beffroi.desk.models import PhoneAccount
from beffroi.kernel import clock
from beffroi.kernel.seal import keyed_hash


def add_phone_account(*, label: str, issuer: str, secret: str) -> None:
    """`secret`: base32 without padding. Scanned twice, it is there once."""
    PhoneAccount.objects.get_or_create(
        secret_lookup=keyed_hash(secret, "desk.phone"),
        defaults={"label": label, "issuer": issuer, "secret": secret, "added_at": clock.now()},
    )


def remove_phone_account(*, account_id: int) -> None:
    PhoneAccount.objects.filter(id=account_id).delete()
