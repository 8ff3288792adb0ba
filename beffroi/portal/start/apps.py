from django.apps import AppConfig


class StartConfig(AppConfig):
    name = "beffroi.portal.start"
    label = "portal_start"
