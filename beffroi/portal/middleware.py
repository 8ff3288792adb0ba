"""Who acts in this request, and the database transaction that shows what he may see."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse

from beffroi.apps.access import public as access
from beffroi.kernel import audit
from beffroi.kernel.actor import NOBODY
from beffroi.kernel.db import acting, let_act
from beffroi.kernel.errors import Refused, Unavailable
from beffroi.kernel.http.errors import answer_error
from beffroi.kernel.http.security import may_send_forms_to
from beffroi.portal.address import client_address
from beffroi.portal.visits import NO_VISIT, SignedIn, Visit, actor_of, at_work, signed_in

log = logging.getLogger("beffroi.portal")

# Answered without session or database: they must work when those do not.
_BARE = frozenset({"/healthz", "/csp-report", "/status.json"})

_SIGN_IN_SERVICE = "{0.scheme}://{0.netloc}".format(urlsplit(settings.OIDC_ISSUER))


class ActorMiddleware:
    """`request.actor` and `request.visit`, from the session and, live, the rights held today. The view runs in one
    transaction under the portal's database role; an answer of 500 and above undoes it, a refusal stays in the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.visit = NOBODY, NO_VISIT  # type: ignore[attr-defined]  # typed in the views by `Asked`
        if request.path in _BARE:
            return self.get_response(request)
        try:
            return self._answer(request, signed_in(request.session))
        except (OperationalError, InterfaceError):
            log.exception("The database does not answer.")
            return answer_error(request, Unavailable("unavailable"))

    def _answer(self, request: HttpRequest, known: SignedIn | None) -> HttpResponse:
        session: Any = request.session
        address = client_address(request)
        actor = (
            actor_of(known, sid=session.get("sid", ""), address=address) if known else replace(NOBODY, address=address)
        )
        with acting(actor):
            if known:
                session.touch()
                self._come_in(request, known, actor)
            else:
                request.actor = actor  # type: ignore[attr-defined]  # likewise
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if known:
            response.headers.setdefault("Cache-Control", "no-store")  # Back shows nothing after sign-out (LO-05)
            may_send_forms_to(response, _SIGN_IN_SERVICE)  # each of these pages has the sign-out form
        return response

    def _come_in(self, request: HttpRequest, known: SignedIn, actor: Any) -> None:
        workplaces = tuple(access.workplaces(actor.person_id)) if actor.is_signed_in else ()
        working = at_work(actor, workplaces)
        if working.organisation_id != actor.organisation_id:  # he left that organisation since he chose it
            let_act(working)
        request.actor = working  # type: ignore[attr-defined]  # likewise
        request.visit = Visit(working, known["name"], workplaces)  # type: ignore[attr-defined]  # likewise

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Writes a refusal down after the refused action's own transaction is gone, unless the action did so itself."""
        if isinstance(exception, Refused) and not exception.facts.get("is_audited"):
            match = request.resolver_match
            audit.record(
                f"{(match and match.app_name) or 'portal'}.request.refused",
                by=request.actor,  # type: ignore[attr-defined]  # likewise
                result="refused",
                reason=exception.reason,
                details={"page": (match and match.view_name) or "", "method": request.method},
            )
