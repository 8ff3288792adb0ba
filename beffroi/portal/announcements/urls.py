"""Addresses of the announcements, part of the namespaces "portal" (`pages`) and "portal_protocol" (`protocol`)."""

from django.urls import URLPattern, path

from beffroi.portal.announcements import by_mail, editing, views

pages: list[URLPattern] = [
    path("announcements/", views.announcements, name="announcements"),
    path("announcements/feed/", views.feed, name="announcement_feed"),
    path("announcements/at-work/", editing.at_work, name="announcements_at_work"),
    path("announcements/at-work/new/", editing.write, name="announcement_write"),
    path("announcements/at-work/<uuid:id>/", editing.preview, name="announcement_at_work"),
    path("announcements/at-work/<uuid:id>/revise/", editing.revise, name="announcement_revise"),
    path("announcements/at-work/<uuid:id>/move/", editing.move, name="announcement_move"),
    path("by-mail/<slug:kind>/", by_mail.by_mail, name="by_mail"),
    path("by-mail/<slug:kind>/end/", by_mail.end, name="by_mail_end"),
    path("by-mail/<slug:kind>/confirm/<str:token>/", by_mail.confirm, name="by_mail_confirm"),
    path("announcements/<slug:code>/", views.announcement, name="announcement"),
    path("announcements/<slug:code>/read/", views.mark_read, name="announcement_read"),
]

protocol: list[URLPattern] = [
    path("api/v1/maintenance", views.maintenance, name="maintenance"),
]
