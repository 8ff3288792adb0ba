"""A form with one field of each sort, as an application would have it."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from beffroi.config import urls_portal
from beffroi.kernel.drafts.actions import discard
from beffroi.kernel.drafts.http import nothing_lost
from beffroi.kernel.drafts.keeping import keep
from beffroi.kernel.drafts.kinds import Kind, declare
from beffroi.kernel.http.limits import may_repeat
from beffroi.kernel.http.request import Request

PAGE = '{% load ui %}<form method="post">{% csrf_token %}{% draft form %}{{ form }}<button>Send</button></form>'


class SampleForm(forms.Form):
    reason = forms.CharField(label="Reason")
    about = forms.CharField(label="About", required=False, widget=forms.Textarea)
    aid = forms.ChoiceField(label="Aid", required=False, choices=[("", "–"), ("living_wage", "Living wage")])
    days = forms.MultipleChoiceField(
        label="Days",
        required=False,
        choices=[("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday")],
        widget=forms.CheckboxSelectMultiple,
    )
    urgent = forms.BooleanField(label="Urgent", required=False, initial=True)
    pin = forms.CharField(label="PIN", required=False, widget=forms.PasswordInput)
    proof = forms.FileField(label="Proof", required=False)


SAMPLE = declare(Kind("tests.sample", "Sample", SampleForm, lambda about: f"/fr/sample/{about}/"))


@may_repeat("days")
@nothing_lost
def sample(request: Request, object: str) -> HttpResponse:
    form = SampleForm(request.POST or None, request.FILES or None)
    keep(form, SAMPLE, object, request=request, object_version=request.GET.get("of", ""))
    if request.method == "POST" and form.is_valid():
        discard(kind=SAMPLE, object=object, by=request.actor)
        return redirect("/fr/")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("fr/sample/<str:object>/", sample), *urls_portal.urlpatterns]
