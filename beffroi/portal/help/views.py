"""The help centre: its pages, the reader's verdict on them, and the contact form."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beffroi.apps.access import public as access
from beffroi.kernel.errors import BadRequest, NotVisible
from beffroi.portal.addresses import local_path
from beffroi.portal.asked import Asked
from beffroi.portal.help import actions
from beffroi.portal.help.forms import ContactForm, reference_in
from beffroi.portal.help.topics import Topic, categories, category_of, keys_not_installed, topics
from beffroi.portal.tiles import NO_CONTACTS, names_of_keys, words
from beffroi.ui.page import Link


@require_safe
def home(request: Asked) -> HttpResponse:
    context = {"categories": categories(), "breadcrumb": [Link(_("Help"), request.path)]}
    return render(request, "portal_help/home.html", context)


@require_safe
def topic(request: Asked, topic: str) -> HttpResponse:
    found = _known(topic)
    missing = [key for key in found.keys if key in keys_not_installed()]
    context = {
        "topic": found,
        "category": category_of(found),
        "see": [topics()[code] for code in found.see],
        "missing_keys": names_of_keys(missing),
        "is_answered": request.GET.get("answered") == "1",
        "breadcrumb": [_help_link(), Link(words(found.title), request.path)],
    }
    return render(request, "portal_help/topic.html", context)


@require_POST
def answer(request: Asked, topic: str) -> HttpResponse:
    verdict = {"yes": True, "no": False}.get(request.POST.get("useful", ""))
    if verdict is None:
        raise BadRequest("malformed_request")
    actions.count_answer(topic=topic, is_useful=verdict, language=get_language() or "", by=request.actor)
    return redirect(f"{reverse('portal:help_topic', args=[topic])}?answered=1#useful")


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: Asked) -> HttpResponse:
    """`?reference=` of the error just seen, `?from=` the page one was on."""
    form = ContactForm(request.POST) if request.method == "POST" else ContactForm(initial=_known_already(request))
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "page": local_path(request.GET.get("from", ""))}
        about = given.pop("reference")
        sent = actions.send_enquiry(content=given, about=about, language=get_language() or "fr", by=request.actor)
        return redirect(f"{reverse('portal:contact_sent')}?{urlencode({'reference': sent})}")
    context = {"form": form, "breadcrumb": [_help_link(), Link(_("Write to us"), request.path)]}
    return render(request, "portal_help/contact.html", context | _own_contacts(request))


@require_safe
def contact_sent(request: Asked) -> HttpResponse:
    context = {"reference": reference_in(request.GET.get("reference", "")), "breadcrumb": [_help_link()]}
    return render(request, "portal_help/contact_sent.html", context)


def _known(code: str) -> Topic:
    found = topics().get(code)
    if found is None:
        raise NotVisible("not_found")
    return found


def _help_link() -> Link:
    return Link(_("Help"), reverse("portal:help"))


def _known_already(request: Asked) -> dict[str, str]:
    return {"reference": reference_in(request.GET.get("reference", "")), "name": request.actor.name}


def _own_contacts(request: Asked) -> dict[str, object]:
    """Who grants rights and who knows the rules where he works, and how that organisation is reached."""
    place = request.visit.workplace
    if place is None:
        return {"place": None, "contacts": NO_CONTACTS, "reached_at": None}
    return {
        "place": place,
        "contacts": access.contacts_of(place.organisation_id),
        "reached_at": access.reached_at(place.organisation_id),
    }
