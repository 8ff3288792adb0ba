from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "beffroi.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
    database_grants = {
        "kernel_throttle": dict.fromkeys(("portal", "identity"), "SELECT, INSERT, UPDATE, DELETE"),
        "kernel_auditrecord": {"portal": "SELECT, INSERT", "identity": "INSERT"},
        "kernel_outboxevent": dict.fromkeys(("portal", "identity"), "SELECT, INSERT, UPDATE"),
        "kernel_outboxdelivery": dict.fromkeys(("portal", "identity"), "SELECT, INSERT, UPDATE"),
    }

    def ready(self) -> None:
        from beffroi.kernel.roles import grant_all

        # Once, after all tables are there: the signal is sent for each application.
        post_migrate.connect(grant_all, sender=self, dispatch_uid="beffroi.kernel.grants")
