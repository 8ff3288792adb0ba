from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "beffroi.portal.announcements"
    label = "portal_announcements"

    def ready(self) -> None:
        from beffroi.kernel.http.reasons import explain
        from beffroi.portal.announcements.reasons import REASONS

        explain(REASONS)
