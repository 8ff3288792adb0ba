"""Whom we believe about eID cards: the roots and authorities in the folder of `BEFFROI_EID_TRUST`.

Production takes only the pinned roots of the Belgian eID; acceptance any, such as our own test authority's.
"""

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from beffroi.partners.eid import TrustStore
from beffroi.partners.eid.revocation import BELGIAN_HOSTS
from beffroi.partners.eid.trust import BELGIAN_ROOTS

log = logging.getLogger(__name__)
_NOBODY = TrustStore((), ())


def is_configured() -> bool:
    """Without a root nobody's card can be believed: the key is then not installed."""
    return bool(settings.EID_TRUST) and bool(trust().roots)


def trust() -> TrustStore:
    """Read again when a file joins or leaves the folder. Empty where it cannot be read."""
    folder = Path(settings.EID_TRUST)
    try:
        return _read(folder, folder.stat().st_mtime_ns, settings.IS_ACCEPTANCE)
    except (OSError, ValueError) as error:
        log.error("The folder of BEFFROI_EID_TRUST cannot be read: %s", error)
        return _NOBODY


@lru_cache(maxsize=2)
def _read(folder: Path, changed: int, is_acceptance: bool) -> TrustStore:
    return TrustStore.from_folder(folder, pinned=None if is_acceptance else BELGIAN_ROOTS)


def revocation_hosts() -> frozenset[str]:
    """Hosts whose word on revocation is asked (EI-08)."""
    ours = {f"127.0.0.1:{settings.EID_RESPONDER_PORT}"} if settings.IS_ACCEPTANCE else frozenset[str]()
    return BELGIAN_HOSTS | ours
