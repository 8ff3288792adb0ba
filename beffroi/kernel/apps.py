from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "beffroi.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
    database_grants = {
        "kernel_throttle": {service: "SELECT, INSERT, UPDATE, DELETE" for service in ("portal", "identity")},
        "kernel_auditrecord": {"portal": "SELECT, INSERT", "identity": "INSERT, SELECT (sequence)"},
        "kernel_outboxevent": {service: "SELECT, INSERT, UPDATE" for service in ("portal", "identity")},
        "kernel_outboxdelivery": {service: "SELECT, INSERT, UPDATE" for service in ("portal", "identity")},
    }

    def ready(self) -> None:
        from beffroi.kernel.roles import grant_all

        post_migrate.connect(grant_all, dispatch_uid="beffroi.kernel.grants")
