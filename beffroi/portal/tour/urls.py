"""The tour's pages, under the reader's language."""

from django.urls import URLPattern

app_name = "tour"
urlpatterns: list[URLPattern] = []
