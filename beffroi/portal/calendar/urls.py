"""Addresses of the calendar, part of the namespaces "portal" (`pages`) and "portal_protocol" (`protocol`)."""

from django.urls import URLPattern, path

from beffroi.portal.calendar import views

pages: list[URLPattern] = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/elsewhere/", views.feed, name="calendar_feed"),
    path("calendar/elsewhere/end/", views.end_feed, name="calendar_feed_end"),
    path("calendar/days/", views.own_days, name="own_days"),
    path("calendar/days/remove/", views.remove_day, name="remove_day"),
]

protocol: list[URLPattern] = [path("calendar/<str:token>.ics", views.fetched, name="calendar_feed")]
