"""What a service, or a person, asks at the end-session endpoint. Built once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beffroi.identity.models import Session
from beffroi.identity.provider.models import Client
from beffroi.identity.provider.parameters import Parameters


@dataclass(frozen=True, slots=True)
class LogoutRequest:
    """`hint`: the claims of the ID token sent back, None when none was sent or it is not ours.

    `client`: the one the hint was issued to, else the one `client_id` names. `session`: this browser's, if any.
    """

    parameters: Parameters
    hint: Mapping[str, Any] | None
    client: Client | None
    session: Session | None

    @property
    def back_to(self) -> str:
        return self.parameters.get("post_logout_redirect_uri")

    @property
    def needs_confirmation(self) -> bool:
        """Only who holds an ID token of this very session ends it at once: any other site could have sent the browser
        here (forced logout, ASVS v5.0.0-10.6.2, test LO-03)."""
        if self.session is None:
            return self.hint is None
        return self.hint is None or self.hint.get("sid") != self.session.sid
