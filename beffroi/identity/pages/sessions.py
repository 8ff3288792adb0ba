"""« My sessions »: where one is signed in, and ending that (SE-04)."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from beffroi.identity import browser
from beffroi.identity.actions.sessions import end_all_sessions, end_session
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Session
from beffroi.identity.pages.under_way import page
from beffroi.identity.queries import live_sessions
from beffroi.kernel.errors import NotVisible
from beffroi.kernel.http.security import no_store

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only with a session of one's own; without, the page that offers to sign in."""

    @no_store
    @wraps(view)
    def guarded(request: SignInRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.sso is None:
            return HttpResponseRedirect(reverse("identity:home"), status=303)
        return view(request, request.sso, *args, **kwargs)

    return guarded


@signed_in
@require_safe
def sessions(request: SignInRequest, session: Session) -> HttpResponse:
    listed = live_sessions(session.person_id, session.id)
    return page(request, "sessions", {"sessions": listed, "others": len(listed) > 1})


@signed_in
@require_POST
def end(request: SignInRequest, session: Session, id: UUID) -> HttpResponse:
    other = Session.objects.select_related("person").filter(id=id, person_id=session.person_id, ended_at=None).first()
    if other is None:
        raise NotVisible("not_found")
    is_this = other.id == session.id
    end_session(other, "signed_out" if is_this else "ended_elsewhere", by=request.actor)
    response = HttpResponseRedirect(reverse("identity:home" if is_this else "identity:sessions"), status=303)
    if is_this:
        browser.forget(response, "sso")
    return response


@signed_in
@require_POST
def end_others(request: SignInRequest, session: Session) -> HttpResponse:
    end_all_sessions(session.person, "ended_elsewhere", by=request.actor, keep=session)
    return HttpResponseRedirect(reverse("identity:sessions"), status=303)
