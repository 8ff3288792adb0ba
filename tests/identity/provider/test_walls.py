"""The provider works under the sign-in service's ordinary database role, and its tables are nobody else's."""

import pytest
from django.db import ProgrammingError

from beffroi.identity.actions import end_session
from beffroi.identity.models import Person
from beffroi.identity.provider.demonstration import register_portal
from beffroi.identity.provider.models import (
    AccessToken,
    AuthorizationCode,
    Client,
    LogoutDelivery,
    ServiceVisit,
    SigningKey,
)
from beffroi.kernel.db import as_role
from tests.identity.provider.conftest import BY, Surfer, register


def test_the_whole_flow_needs_no_more_than_its_role(surfer: Surfer, person: Person) -> None:
    register(backchannel_logout_uri="http://127.0.0.1:9/")
    with as_role("identity"):
        tokens = surfer.sign_in(person).tokens()
        assert surfer.userinfo(tokens["access_token"]).status_code == 200
        assert surfer.session is not None
        assert end_session(surfer.session, "signed_out", by=BY)
        assert LogoutDelivery.objects.exists()


@pytest.mark.parametrize("model", [AccessToken, AuthorizationCode, Client, LogoutDelivery, ServiceVisit, SigningKey])
def test_the_portal_reads_none_of_it(surfer: Surfer, model: type[Client]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), as_role("portal"):
        model.objects.exists()


def test_registering_the_portal_again_changes_nothing_but_the_date(surfer: Surfer) -> None:
    first = register_portal(by=BY)
    again = register_portal(by=BY)
    assert SigningKey.objects.count() == 1
    assert Client.objects.filter(client_id="portal").count() == 1
    assert again.created_at >= first.created_at
    assert again.is_first_party
