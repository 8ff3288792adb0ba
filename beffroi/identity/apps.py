from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "beffroi.identity"
    label = "identity"
