"""`pages` stand under the reader's language, `machine` does not."""

from django.urls import URLPattern, path

from beffroi.portal.status import views

app_name = "status"
pages: list[URLPattern] = [path("", views.status, name="status")]
machine: list[URLPattern] = [path("status.json", views.status_json, name="json")]
