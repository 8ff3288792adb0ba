from django.apps import AppConfig


class ProviderConfig(AppConfig):
    name = "beffroi.identity.provider"
    label = "identity_provider"

    def ready(self) -> None:
        from beffroi.identity import sessions
        from beffroi.identity.provider.actions import announce_end
        from beffroi.identity.provider.reasons import REASONS
        from beffroi.kernel.http.reasons import explain

        explain(REASONS)
        if announce_end not in sessions.ON_END:
            sessions.ON_END.append(announce_end)
