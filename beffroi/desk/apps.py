from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "beffroi.desk"
    label = "desk"
    database_grants = {
        "desk_demonstrationset": {"portal": "SELECT"},
        "desk_cardpin": {"portal": "SELECT, INSERT, UPDATE"},
        "desk_phoneaccount": {"portal": "SELECT, INSERT, DELETE"},
    }

    def ready(self) -> None:
        if not settings.IS_ACCEPTANCE:
            raise ImproperlyConfigured("The desk shows everybody's codes: it loads in the acceptance environment only.")

        from beffroi.kernel.http.reasons import explain

        explain(
            {
                "no_such_card": _("There is no such card."),
                "mail_gone": _("This mail is no longer there: the oldest go when a thousand are kept."),
                "letter_gone": _("This letter is no longer there: the printing service took it."),
            }
        )
