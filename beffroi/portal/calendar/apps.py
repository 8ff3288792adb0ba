from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "beffroi.portal.calendar"
    label = "portal_calendar"

    def ready(self) -> None:
        from beffroi.kernel.http.reasons import explain
        from beffroi.portal.calendar.reasons import REASONS

        explain(REASONS)
