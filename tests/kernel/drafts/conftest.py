"""Browsers of one person and of others, on a portal that has the sample form."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from tests.conftest import ServiceClient
from tests.kernel.drafts import sample
from tests.portal.conftest import Office, SignIn, catalogue, office, sign_in

__all__ = ["Browser", "Office", "SignIn", "catalogue", "office", "sign_in"]
Browser = Callable[[], ServiceClient]


@pytest.fixture(autouse=True)
def portal_with_sample(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    services = {**settings.SERVICES, "portal": {**settings.SERVICES["portal"], "ROOT_URLCONF": sample.__name__}}
    with override_settings(SERVICES=services):
        yield


@pytest.fixture
def browser(sign_in: SignIn, office: Office) -> Browser:
    """`browser()`: a new browser in which the office's worker is signed in."""
    return lambda: sign_in(office.worker)
