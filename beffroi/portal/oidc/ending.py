"""The way out: the provider ends its own session, and tells the other services."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from beffroi.portal.oidc import provider
from beffroi.portal.oidc.errors import ProviderUnreachable


def end(request: HttpRequest) -> HttpResponse:
    """Call it before the portal's own session is flushed: the ID token in it is the proof that lets the provider end
    its session without asking again (RP-Initiated Logout §2).

    Where the provider does not answer, the person lands on the portal's own signed-out page.
    """
    back_to = f"{settings.PORTAL_ORIGIN}/{get_language()}/signed-out/"
    id_token = str(request.session.get("signed_in", {}).get("id_token", ""))
    if not id_token:
        return HttpResponseRedirect(back_to, status=303)
    try:
        address = provider.addresses().end_session
    except ProviderUnreachable:
        return HttpResponseRedirect(back_to, status=303)
    asked = {
        "id_token_hint": id_token,
        "client_id": settings.OIDC_CLIENT_ID,
        "post_logout_redirect_uri": back_to,
        "ui_locales": str(get_language()),
    }
    return HttpResponseRedirect(f"{address}?{urlencode(asked)}", status=303)
