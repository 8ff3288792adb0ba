"""Pages for people, under a language prefix."""

from django.urls import path

from beffroi.identity.pages import choice, code, eid, home, own_keys, password, sessions

app_name = "identity"

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", home.sign_in, name="sign-in"),
    path("sign-in/<str:reference>/", choice.choice, name="sign-in-choice"),
    path("sign-in/<str:reference>/eid/", eid.card, {"slug": "eid"}, name="sign-in-eid"),
    path("sign-in/<str:reference>/eid/challenge/", eid.challenge, {"slug": "eid"}, name="sign-in-eid-challenge"),
    path("sign-in/<str:reference>/<slug:slug>/", password.password, name="sign-in-password"),
    path("sign-in/<str:reference>/<slug:slug>/code/", code.code, name="sign-in-code"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/others/end/", sessions.end_others, name="sessions-end-others"),
    path("sessions/<uuid:id>/end/", sessions.end, name="session-end"),
    path("keys/", own_keys.keys, name="keys"),
    path("keys/mobile-app/", own_keys.app, name="key-app"),
    path("keys/mobile-app/new/", own_keys.new_app, name="key-app-new"),
    path("keys/token-card/new/", own_keys.new_card, name="key-card-new"),
    path("keys/password/", own_keys.new_password, name="key-password"),
    path("keys/<uuid:id>/end/", own_keys.end, name="key-end"),
    path("session/stay/", home.stay, name="stay"),
]
