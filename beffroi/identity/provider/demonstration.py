"""The services every installation has."""

from django.conf import settings

from beffroi.identity.provider.actions import ensure_signing_key, register_client
from beffroi.identity.provider.actions.register_client import Registration
from beffroi.identity.provider.models import Client
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import Localized


def register_portal(*, by: Actor) -> Client:
    """The portal as an ordinary client of this provider, and a key to sign with. Idempotent: part of every start.

    Its addresses follow `PORTAL_ORIGIN`, its secret `BEFFROI_OIDC_CLIENT_SECRET`.
    """
    ensure_signing_key(by=by)
    origin = settings.PORTAL_ORIGIN
    registration = Registration(
        client_id=settings.OIDC_CLIENT_ID,
        names=Localized(
            fr="Portail professionnel de la sécurité sociale",
            nl="Professioneel portaal van de sociale zekerheid",
            de="Berufliches Portal der sozialen Sicherheit",
            en="Professional portal of social security",
        ),
        purpose=Localized(
            fr="Ouvrir les applications du CPAS et du SPP Intégration sociale.",
            nl="De toepassingen van het OCMW en de POD Maatschappelijke Integratie openen.",
            de="Die Anwendungen des ÖSHZ und des FÖD Sozialeingliederung öffnen.",
            en="To open the applications of the public social welfare centres and the PPS Social Integration.",
        ),
        redirect_uris=[f"{origin}/sign-in/callback"],
        post_logout_redirect_uris=[f"{origin}{prefix}/signed-out/" for prefix in ("", *_LANGUAGE_PREFIXES)],
        backchannel_logout_uri=f"{origin}/sign-in/back-channel-logout",
        min_level=250,
        scopes=["openid", "profile", "email", "niss"],
        legal_basis="Act of 15 January 1990 on the Crossroads Bank for Social Security, art. 8",
        is_first_party=True,
    )
    return register_client(registration=registration, secret=settings.OIDC_CLIENT_SECRET, by=by)


_LANGUAGE_PREFIXES = tuple(f"/{code}" for code, _ in settings.LANGUAGES)
