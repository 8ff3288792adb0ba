"""Where a reader may be led: only within this site."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def local_path(text: str) -> str:
    """`text` when it is a path of this site, else empty: an open redirect lends our name to a thief."""
    if not text.startswith("/") or any(c in text for c in "\\\r\n\t") or len(text) > 1_000:
        return ""
    return text if url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""


def next_of(request: HttpRequest) -> str:
    """The page a form or link wants to go back to, else the home page."""
    return local_path(request.POST.get("next") or request.GET.get("next") or "") or reverse("portal:home")


def sign_in_address(back_to: str, level: int = 0) -> str:
    """`level`: the assurance level needed there, when the present key is too weak."""
    query = {"next": back_to, **({"level": str(level)} if level else {})}
    return f"{reverse('portal:sign_in')}?{urlencode(query)}"
