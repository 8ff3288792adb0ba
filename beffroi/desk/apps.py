from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DeskConfig(AppConfig):
    name = "beffroi.desk"
    label = "desk"
    database_grants = {
        "desk_demonstrationset": {"portal": "SELECT"},
        "desk_phoneaccount": {"portal": "SELECT, INSERT, DELETE"},
    }

    def ready(self) -> None:
        if not settings.IS_ACCEPTANCE:
            raise ImproperlyConfigured("The desk shows everybody's codes: it loads in the acceptance environment only.")
