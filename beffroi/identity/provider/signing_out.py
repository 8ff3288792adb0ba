"""The end of a session, as the browser sees it."""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpResponse
from django.utils.translation import get_language

from beffroi.identity import browser
from beffroi.identity.actions import end_session
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Session
from beffroi.identity.provider.answers import extended, see_other
from beffroi.identity.provider.logout_request import LogoutRequest
from beffroi.identity.provider.queries import services_told
from beffroi.kernel.localized import Localized

_SALT = "beffroi.identity.sign_out"
_SECONDS = 600

# Not "cookies": that clears the whole registrable domain, the other services' cookies with ours. We delete our own.
_CLEAR = '"cache", "storage"'


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where the asking service wants the person afterwards (a registered address), and its name. `sid`: what ended."""

    address: str = ""
    names: dict[str, str] | None = None
    sid: str = ""

    def sealed(self) -> str:
        """Signed, for ten minutes: the address cannot be changed into another site's."""
        return signing.dumps([self.address, self.names, self.sid], salt=_SALT)

    @property
    def service(self) -> Localized:
        return Localized(self.names or {})


def way_back(asked: LogoutRequest) -> WayBack:
    if not asked.back_to or asked.client is None:
        return WayBack()
    state = asked.parameters.get("state")
    return WayBack(extended(asked.back_to, {"state": state} if state else {}), dict(asked.client.names))


def opened(sealed: str) -> WayBack:
    """An altered or old one leads nowhere, and that is all."""
    try:
        return WayBack(*signing.loads(sealed, salt=_SALT, max_age=_SECONDS))
    except (signing.BadSignature, TypeError):
        return WayBack()


def sign_out(request: SignInRequest, session: Session | None, back: WayBack) -> HttpResponse:
    """Ends the session first, then the services hear of it. Straight back to the service when all of them closed;
    otherwise the page that says which did not."""
    if session is not None:
        end_session(session, "signed_out", by=request.actor)
    sid = session.sid if session else ""
    is_all_closed = all(service.outcome == "closed" for service in services_told(sid)) if sid else True
    if back.address and is_all_closed:
        response = see_other(back.address)
    else:
        response = see_other(f"/{get_language()}/signed-out/?of={WayBack(back.address, back.names, sid).sealed()}")
    browser.forget(response, "sso")
    response["Clear-Site-Data"] = _CLEAR
    return response
