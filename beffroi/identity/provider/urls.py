"""Addresses of the provider. Protocol endpoints carry no language; pages do (`pages`, under the language prefix)."""

from django.urls import path

from beffroi.identity.provider.views import authorize, logout, metadata, proceed, token, userinfo

app_name = "provider"

urlpatterns = [
    path(".well-known/openid-configuration", metadata.discovery, name="discovery"),
    path(".well-known/oauth-authorization-server", metadata.discovery, name="server-metadata"),
    path("oidc/authorize", authorize.authorize, name="authorize"),
    path("oidc/authorize/resume", authorize.resume, name="resume"),
    path("oidc/authorize/cancel", authorize.cancel, name="cancel"),
    path("oidc/token", token.token, name="token"),
    path("oidc/userinfo", userinfo.userinfo, name="userinfo"),
    path("oidc/jwks", metadata.jwks, name="jwks"),
    path("oidc/logout", logout.logout, name="logout"),
]

pages = [
    path("continue/<str:reference>/", proceed.proceed, name="continue"),
    path("sign-out/", logout.confirm, name="sign-out"),
    path("signed-out/", logout.signed_out, name="signed-out"),
]
