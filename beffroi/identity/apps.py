from django.apps import AppConfig
from django.conf import settings


class IdentityConfig(AppConfig):
    name = "beffroi.identity"
    label = "identity"

    def ready(self) -> None:
        from beffroi.identity.frame import frame
        from beffroi.ui.page import provide_frame

        provide_frame("identity", frame)
        if settings.SERVICE == "identity":
            from beffroi.identity.keys import password

            password.nobodys_hash()  # an unknown name must not be slower the first time (PW-10)
