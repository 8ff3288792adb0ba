"""« Explain this error code »: paste a message, read what its codes mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.forms import MessageForm
from beffroi.apps.code_lists.queries.codes import explained_codes
from beffroi.apps.code_lists.queries.sentences import sentence_for
from beffroi.apps.code_lists.views.addresses import code_address, home_link
from beffroi.apps.code_lists.views.asked import language
from beffroi.apps.code_lists.views.rows import label_of
from beffroi.kernel import clock
from beffroi.kernel.http.security import no_store
from beffroi.ui.page import Link


@no_store
def explain(request: HttpRequest) -> HttpResponse:
    """POST, so that the message stands in no address and no log; nothing of it is kept."""
    form = MessageForm(request.POST or None)
    context = {"form": form, "breadcrumb": [home_link(), Link(_("Explain an error code"), "")]}
    if request.method == "POST" and form.is_valid():
        context["found"] = _explained(form.cleaned_data["message"], language())
        context["was_read"] = True
    return render(request, "code_lists/explain.html", context)


def _explained(message: str, language: str) -> list[dict[str, object]]:
    return [
        {
            "written": each.written,
            "code": each.answer.entries[0].code,
            "url": code_address(each.code_list.key, each.answer.entries[0].code),
            "labels": [(*label_of(entry, language), entry.variant) for entry in each.answer.entries],
            "title": each.code_list.title.in_language(language),
            "state": "" if each.answer.status == "valid" else sentence_for(each.answer),
        }
        for each in explained_codes(message, clock.today())
    ]
