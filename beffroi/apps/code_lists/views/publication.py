"""The two-step publication: propose and submit by one person, publish by another."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beffroi.apps.code_lists import actions, permissions
from beffroi.apps.code_lists.forms import LARGEST_TABLE, PROPOSAL, ProposalForm, PublicationForm, WithdrawalForm
from beffroi.apps.code_lists.models import ListVersion
from beffroi.apps.code_lists.queries import versions as version_queries
from beffroi.apps.code_lists.rules.table import Unreadable
from beffroi.apps.code_lists.rules.text import code_in
from beffroi.apps.code_lists.views import preparing
from beffroi.apps.code_lists.views.addresses import version_address
from beffroi.apps.code_lists.views.asked import Asked, language
from beffroi.kernel.drafts.actions import discard
from beffroi.kernel.drafts.http import nothing_lost
from beffroi.kernel.drafts.keeping import keep
from beffroi.kernel.errors import Conflict
from beffroi.kernel.http.limits import accepts_up_to
from beffroi.kernel.http.security import no_store


@no_store
@require_GET
def at_work(request: HttpRequest) -> HttpResponse:
    actor = cast("Asked", request).actor
    permissions.may_publish_lists(actor).enforce()
    return render(request, "code_lists/publication.html", preparing.versions_at_work(actor, language()))


@accepts_up_to(LARGEST_TABLE + 64 * 1024)
@nothing_lost
def propose(request: HttpRequest, key: str) -> HttpResponse:
    permissions.may_propose(cast("Asked", request).actor).enforce()
    code_list = version_queries.list_called(key)
    form = ProposalForm(request.POST or None, request.FILES or None)
    keep(form, PROPOSAL, key, request=request, object_version=str(code_list.current_version_id or ""))
    if request.method == "POST" and form.is_valid() and (version := _proposed(request, key, form)) is not None:
        return redirect(version_address(version))
    return render(request, "code_lists/propose.html", preparing.proposal(code_list, form, language()))


def _proposed(request: HttpRequest, key: str, form: ProposalForm) -> ListVersion | None:
    """None when the table or the name was not accepted: the form then says why, row by row."""
    given, by = form.cleaned_data, cast("Asked", request).actor
    try:
        version = actions.propose_version(
            key=key, label=given["label"], content=given["table"], note=given["note"], by=by
        )
    except Unreadable as unreadable:
        for fault in unreadable.faults:
            form.add_error("table", preparing.fault_sentence(fault))
    except Conflict:
        form.add_error("label", _("This list has a version of that name already."))
    else:
        discard(kind=PROPOSAL, object=key, by=by)
        return version
    return None


@require_GET
def version(request: HttpRequest, key: str, label: str) -> HttpResponse:
    found = _version(request, key, label)
    return render(request, "code_lists/version.html", preparing.one_version(found, request, language()))


@require_POST
def submit(request: HttpRequest, key: str, label: str) -> HttpResponse:
    version = actions.submit_version(version_id=_version(request, key, label).pk, by=cast("Asked", request).actor)
    messages.success(request, _("The version waits for an approver now."))
    return redirect(version_address(version))


@require_POST
def send_back(request: HttpRequest, key: str, label: str) -> HttpResponse:
    version = actions.return_version(version_id=_version(request, key, label).pk, by=cast("Asked", request).actor)
    messages.success(request, _("The version is a draft again; nothing was published."))
    return redirect(version_address(version))


@require_POST
def publish(request: HttpRequest, key: str, label: str) -> HttpResponse:
    form = PublicationForm(request.POST)
    seen = form.cleaned_data["seen_current"] if form.is_valid() else None
    version = actions.publish_version(
        version_id=_version(request, key, label).pk, seen_current=seen, by=cast("Asked", request).actor
    )
    messages.success(request, _("The version is published: everybody reads it from now on."))
    return redirect(version_address(version))


@require_POST
def withdraw(request: HttpRequest, key: str, label: str) -> HttpResponse:
    found = _version(request, key, label)
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return render(
            request, "code_lists/version.html", preparing.one_version(found, request, language(), withdrawal=form)
        )
    actions.withdraw_version(version_id=found.pk, reason=form.cleaned_data["reason"], by=cast("Asked", request).actor)
    messages.success(request, _("The version is withdrawn. It stays in the history."))
    return redirect(version_address(found))


def _version(request: HttpRequest, key: str, label: str) -> ListVersion:
    code_list = version_queries.list_called(key)
    found = version_queries.version_called(code_list, code_in(label), cast("Asked", request).actor)
    found.code_list = code_list
    return found
