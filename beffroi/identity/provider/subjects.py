"""Under which name a service knows a person."""

from base64 import urlsafe_b64encode
from uuid import UUID

from beffroi.kernel.seal import keyed_hash


def sub_for(person_id: UUID, sector: str) -> str:
    """Pairwise (OpenID Connect Core §8.1): 43 characters, the same for the services of one sector, unlinkable between
    sectors without the look-up key. Changing that key changes every `sub`: it is not rotated."""
    return urlsafe_b64encode(keyed_hash(f"{sector}\0{person_id}", "oidc.sub")).rstrip(b"=").decode()
