"""Belgian eID by Web eID: server-side validation of `web-eid:1.x` authentication tokens. No Django in here.

Sources: Web eID authentication token format 1.0 (web-eid.eu), RFC 5280, RFC 6960, and the Belgian certificate
policies of eID (repository.eidpki.belgium.be). Lift this folder out and it still works: it needs `cryptography`
and, to fetch revocation answers, `httpx`.

    from beffroi.partners.eid import Expectation, TrustStore, validate

    holder = validate(token_text, Expectation(nonce, origin, at=now), TrustStore.from_folder(path), revocation)
"""

from beffroi.partners.eid.errors import TokenRefused
from beffroi.partners.eid.expectation import Expectation
from beffroi.partners.eid.holder import Holder
from beffroi.partners.eid.trust import TrustStore
from beffroi.partners.eid.validator import validate

__all__ = ["Expectation", "Holder", "TokenRefused", "TrustStore", "validate"]
