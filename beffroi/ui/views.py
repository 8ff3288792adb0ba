"""The gallery page and its sample error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.kernel.errors import NotVisible
from beffroi.kernel.http.reasons import sentence_for
from beffroi.ui import gallery as samples


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", samples.gallery(request.GET.get("page", "3")))


def error_sample(request: HttpRequest, status: int) -> HttpResponse:
    if status not in samples.STATUSES:
        raise NotVisible("not_found")
    title, detail = sentence_for(status, samples.STATUSES[status], {})
    shown = {"status": status, "reason": "", "title": title, "detail": detail, "facts": {}}
    context = {**shown, "reference": "B-7K3F-9Q2M"}
    return render(request, f"errors/{status}.html", context, status=status)
