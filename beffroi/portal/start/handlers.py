"""What the applications announce becomes news on the start page."""

from datetime import datetime, timedelta
from typing import Any

from beffroi.apps.code_lists import public as code_lists
from beffroi.apps.code_lists.events import CodeListPublished
from beffroi.kernel import clock
from beffroi.kernel.actor import system_actor
from beffroi.kernel.jobs import job
from beffroi.kernel.outbox import on
from beffroi.portal.start.actions import tell_change
from beffroi.portal.start.models import Change

KEEP = timedelta(days=365)


@on(CodeListPublished)
def on_code_list_published(payload: dict[str, Any]) -> None:
    key = payload["code_list"]
    title = code_lists.title_of(key)
    if title is not None:
        tell_change(
            kind="code_list",
            code=key,
            detail=payload["version"],
            title=title,
            happened_at=datetime.fromisoformat(payload["published_at"]),
            by=system_actor("outbox"),
        )


@job(service="portal", queue="upkeep", every="53 2 * * *")
def forget_old_changes(*, timestamp: int) -> None:
    Change.objects.filter(happened_at__lt=clock.now() - KEEP).delete()
