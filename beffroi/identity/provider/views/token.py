"""The token endpoint: spoken to by services, never by browsers."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from beffroi.identity.middleware import SignInRequest
from beffroi.identity.provider import parameters, reading
from beffroi.identity.provider.actions import redeem_code
from beffroi.identity.provider.answers import as_json, as_json_error
from beffroi.identity.provider.errors import InvalidClient, ProtocolError
from beffroi.identity.provider.matrix import TOKEN, guard
from beffroi.kernel.actor import Actor
from beffroi.kernel.http.limits import may_repeat


@csrf_exempt  # authenticated by the client's secret, not by a cookie
@may_repeat(*parameters.TOKEN)
@require_POST
def token(request: SignInRequest) -> HttpResponse:
    asked = reading.token_request(request)
    try:
        guard(TOKEN, asked)
        service = Actor(name=asked.known_client.client_id, system="service", address=request.actor.address)
        tokens = redeem_code(asked=asked, by=service)
    except ProtocolError as error:
        return as_json_error(error, "Basic" if isinstance(error, InvalidClient) else "")
    return as_json(tokens.answer)
