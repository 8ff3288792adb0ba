"""The address of the start page, part of the namespace "portal"."""

from django.urls import URLPattern, path

from beffroi.portal.start import views

pages: list[URLPattern] = [path("start/", views.start, name="start")]
