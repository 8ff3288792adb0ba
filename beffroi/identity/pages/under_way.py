"""Finds the sign-in a page belongs to, runs its checks, and says in plain words what stopped it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from beffroi.identity import browser
from beffroi.identity.keys.catalogue import BY_SLUG, KeyKind
from beffroi.identity.keys.matrix import verdict_of
from beffroi.identity.keys.step import Step
from beffroi.identity.middleware import SignInRequest
from beffroi.identity.models import Transaction
from beffroi.identity.pages.stopped import stopped
from beffroi.kernel import clock
from beffroi.kernel.http.security import may_send_forms_to, no_store
from beffroi.kernel.verdict import Verdict, refused

P = ParamSpec("P")
View = Callable[Concatenate[SignInRequest, Step, P], HttpResponse]


def step_of(page: str) -> Callable[[View[P]], Callable[..., HttpResponse]]:
    """The view gets its `Step`; it runs only when every check of `page` in `keys.matrix` permits."""

    def guard(view: View[P]) -> Callable[..., HttpResponse]:
        @no_store
        @wraps(view)
        def guarded(
            request: SignInRequest, reference: str, slug: str = "", *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            step = _step(request, reference, BY_SLUG.get(slug))
            verdict = verdict_of(page, step) if step else refused("expired")
            if step is None or not verdict:
                return _stop(request, step, verdict)
            answer = view(request, step, *args, **kwargs)
            return may_send_forms_to(answer, *_form_targets(step.transaction))

        return guarded

    return guard


def _step(request: SignInRequest, reference: str, kind: KeyKind | None) -> Step | None:
    under_way = Transaction.objects.select_related("person", "held_key").filter(reference=reference).first()
    secret = browser.secret_of(request)
    return Step(under_way, browser.hashed(secret) if secret else b"", kind, clock.now()) if under_way else None


def _form_targets(under_way: Transaction) -> tuple[str, ...]:
    origin = origin_of(under_way.redirect_uri)
    return (origin,) if origin else ()


def _stop(request: SignInRequest, step: Step | None, verdict: Verdict) -> HttpResponse:
    if step is not None and verdict.reason == "authenticated":
        return HttpResponseRedirect(answer_url(step.transaction), status=303)
    if step is not None and verdict.reason == "password_first":
        return HttpResponseRedirect(page_url("password", step), status=303)
    # Who holds another browser, or an old address, learns nothing of the sign-in, not even for which service.
    own = step.transaction if step is not None and verdict.reason != "other_browser" else None
    return stopped(request, verdict, own, step.kind if step else None)


def page_url(page: str, step: Step, kind: KeyKind | None = None) -> str:
    kind = kind or step.kind
    arguments = [step.transaction.reference, *([kind.slug] if kind and page != "choice" else [])]
    return reverse(f"identity:sign-in-{page}", args=arguments)


def answer_url(under_way: Transaction) -> str:
    """Where a successful sign-in goes on: the provider answers the service; without a service, the person's own page."""
    if under_way.client_id:
        return f"{reverse('provider:resume')}?{urlencode({'transaction': under_way.reference})}"
    own = under_way.request.get("own_page", "home")
    return reverse(f"identity:{own if own in OWN_PAGES else 'home'}")


OWN_PAGES = ("home", "sessions", "keys")


def cancel_url(under_way: Transaction) -> str:
    if under_way.client_id:
        return f"{reverse('provider:cancel')}?{urlencode({'transaction': under_way.reference})}"
    return reverse("identity:home")


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def help_url(topic: str = "") -> str:
    """A help page of the portal, in the reader's language."""
    return f"{settings.PORTAL_ORIGIN}/{get_language()}/help/{topic}"


def page(request: SignInRequest, template: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"identity/{template}.html", context, status=status)
