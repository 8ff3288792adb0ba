"""Addresses of the portal: `pages` (namespace "portal") under the reader's language, `protocol` ("portal_protocol")
without one."""

from django.urls import URLPattern, path

from beffroi.portal.announcements import urls as announcements
from beffroi.portal.calendar import urls as calendar
from beffroi.portal.help.urls import pages as help_pages
from beffroi.portal.search.urls import pages as search_pages
from beffroi.portal.start.urls import pages as start_pages
from beffroi.portal.views import appearance, catalogue, information, opening, session

pages: list[URLPattern] = [
    path("", catalogue.home, name="home"),
    path("audiences/<slug:audience>/", catalogue.audience, name="audience"),
    path("audiences/<slug:audience>/<slug:sector>/", catalogue.sector, name="sector"),
    path("applications/", catalogue.applications, name="applications"),
    path("applications/<slug:code>/", opening.application, name="application"),
    path("applications/<slug:code>/access/", opening.access_page, name="access"),
    path("applications/<slug:code>/favourite/", opening.favourite, name="favourite"),
    path("applications/<slug:code>/move/", opening.move_favourite, name="move_favourite"),
    path("favourites/", opening.favourites, name="favourites"),
    path("appearance/", appearance.appearance, name="appearance"),
    path("organisations/", session.organisations, name="organisations"),
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("signed-out/", session.signed_out, name="signed_out"),
    path("stay/", session.stay, name="stay"),
    path("pages/<slug:code>/", information.page, name="page"),
    *help_pages,
    *announcements.pages,
    *calendar.pages,
    *search_pages,
    *start_pages,
]

protocol: list[URLPattern] = [
    path("sign-in/callback", session.callback, name="callback"),
    path("sign-in/back-channel-logout", session.back_channel_logout, name="back_channel_logout"),
    *announcements.protocol,
    *calendar.protocol,
]
