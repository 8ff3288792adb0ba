from django.apps import AppConfig


class CodeListsConfig(AppConfig):
    name = "beffroi.apps.code_lists"
    label = "code_lists"
    default_auto_field = "django.db.models.BigAutoField"
    # Reference data for everybody: no organisation, no row-level security. Nothing is ever deleted, so nobody may.
    database_grants = {
        table: {"portal": "SELECT, INSERT, UPDATE"}
        for table in ("code_lists_codelist", "code_lists_listversion", "code_lists_code", "code_lists_searchword")
    }

    def ready(self) -> None:
        from beffroi.apps.code_lists import permissions  # noqa: F401 - its refusals get their sentences
