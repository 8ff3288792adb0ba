"""What our middleware has put on every request by the time a view sees it. For annotations; never instantiated."""

from django.http import HttpRequest

from beffroi.kernel.actor import Actor


class Request(HttpRequest):
    reference: str
    actor: Actor
