"""The address of the search, part of the namespace "portal"."""

from django.urls import URLPattern, path

from beffroi.portal.search import views

pages: list[URLPattern] = [path("search/", views.search, name="search")]
