from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "beffroi.portal.help"
    label = "portal_help"

    def ready(self) -> None:
        from beffroi.kernel.http.reasons import explain
        from beffroi.portal.help.reasons import REASONS

        explain(REASONS)
