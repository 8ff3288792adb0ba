from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "beffroi.kernel.drafts"
    label = "kernel_drafts"

    def ready(self) -> None:
        from beffroi.kernel.drafts.reasons import REASONS
        from beffroi.kernel.http.reasons import explain

        explain(REASONS)
