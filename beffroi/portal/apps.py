from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "beffroi.portal"
    label = "portal"
    # The catalogue is reference data: the serving role reads it, only the loader (the owner) writes it.
    database_grants = {
        table: {"portal": "SELECT"}
        for table in (
            "portal_catalogueversion",
            "portal_audience",
            "portal_sector",
            "portal_application",
            "portal_sectorapplication",
            "portal_announcement",
            "portal_informationpage",
        )
    }

    def ready(self) -> None:
        from beffroi.kernel.http.reasons import explain
        from beffroi.portal.frame import frame
        from beffroi.portal.oidc.errors import REASONS as SIGN_IN_REASONS
        from beffroi.portal.reasons import REASONS
        from beffroi.ui.page import provide_frame

        explain(REASONS)
        explain(SIGN_IN_REASONS)
        provide_frame("portal", frame)
