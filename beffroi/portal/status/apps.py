from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "beffroi.portal.status"
    label = "portal_status"
    default_auto_field = "django.db.models.BigAutoField"
