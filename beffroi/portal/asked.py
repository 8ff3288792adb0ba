"""A request as the portal's views get it."""

from django.http import HttpRequest

from beffroi.kernel.actor import Actor
from beffroi.portal.visits import Visit


class Asked(HttpRequest):
    """Set by `ActorMiddleware` and `kernel.http.reference`."""

    actor: Actor
    visit: Visit
    reference: str
