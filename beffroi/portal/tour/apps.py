from django.apps import AppConfig


class TourConfig(AppConfig):
    name = "beffroi.portal.tour"
    label = "portal_tour"
    default_auto_field = "django.db.models.BigAutoField"
