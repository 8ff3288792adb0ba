"""Addresses of the help centre, part of the namespace "portal". The sign-in service links to its topics."""

from django.urls import URLPattern, path

from beffroi.portal.help import views

pages: list[URLPattern] = [
    path("help/", views.home, name="help"),
    path("help/contact/", views.contact, name="contact"),
    path("help/contact/sent/", views.contact_sent, name="contact_sent"),
    path("help/<slug:topic>/", views.topic, name="help_topic"),
    path("help/<slug:topic>/answer/", views.answer, name="help_answer"),
]
