from django.apps import AppConfig


class ProviderConfig(AppConfig):
    name = "beffroi.identity.provider"
    label = "identity_provider"
