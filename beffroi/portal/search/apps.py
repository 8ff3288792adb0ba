from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "beffroi.portal.search"
    label = "portal_search"

    def ready(self) -> None:
        from beffroi.portal.search import sources

        sources.register_own()
