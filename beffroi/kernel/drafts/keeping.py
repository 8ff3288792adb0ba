"""What a view does for its form, in one line."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from django.forms import BaseForm, FileField
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from beffroi.kernel.actor import Actor
from beffroi.kernel.drafts import actions
from beffroi.kernel.drafts.kinds import Fields, Kind
from beffroi.kernel.drafts.queries import kept, others_at_work
from beffroi.kernel.errors import BadRequest

Form = TypeVar("Form", bound=BaseForm)
VERSION = "draft_version"  # names of the component's own hidden fields
FORM = "draft_form"
OBJECT = "draft_object"
OBJECT_VERSION = "draft_object_version"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What `{% draft form %}` shows. `is_resumed`: the form shows a kept text, not what is stored of its object.

    `others`: how many others type in the same form. `is_outdated`: the object changed since the draft began.
    """

    form: str
    object: str
    version: int = 0
    object_version: str = ""
    saved_at: datetime | None = None
    expires_at: datetime | None = None
    is_resumed: bool = False
    is_outdated: bool = False
    others: int = 0
    has_files: bool = False
    save_url: str = ""
    discard_url: str = ""


def keep(form: Form, kind: Kind, object: str = "", *, request: HttpRequest, object_version: str = "") -> Form:
    """Fills a blank `form` with what its reader kept; keeps what a posted one holds. Sets `form.draft`.

    `object_version`: what tells one state of the object from the next (a number, a timestamp), 40 characters at most.
    Raises `Stale` (the wrapper `nothing_lost` shows both versions).
    """
    by: Actor = request.actor  # type: ignore[attr-defined]  # put there by the service's middleware
    if request.method == "POST":
        draft = _kept_now(request, kind, object, object_version, by)
    else:
        draft = _resumed(form, kind, object, object_version, by)
    vars(form)["draft"] = draft
    return form


def seen_version(posted: QueryDict) -> int | None:
    """None where the page had no such field. Raises `BadRequest`."""
    text = posted.get(VERSION)
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadRequest("malformed_request")
    return int(text)


def _resumed(form: BaseForm, kind: Kind, object: str, object_version: str, by: Actor) -> Keeping:
    draft = replace(_of(kind, object, object_version), others=others_at_work(kind, object, by))
    if (found := kept(kind, object, by)) is None:
        return draft
    _fill(form, found.fields)
    return replace(
        draft,
        version=found.version,
        saved_at=found.saved_at,
        expires_at=found.expires_at,
        is_resumed=bool(found.fields),
        is_outdated=found.object_version != object_version,
    )


def _kept_now(request: HttpRequest, kind: Kind, object: str, object_version: str, by: Actor) -> Keeping:
    fields = kind.worth_keeping(request.POST.lists())
    seen = seen_version(request.POST)
    version = actions.save(kind=kind, object=object, fields=fields, seen=seen, object_version=object_version, by=by)
    return replace(_of(kind, object, object_version), version=version)


def _of(kind: Kind, object: str, object_version: str) -> Keeping:
    """The service that serves the forms includes `drafts.urls` among its pages."""
    return Keeping(
        form=kind.code,
        object=object,
        object_version=object_version,
        has_files=kind.has_files,
        save_url=reverse("drafts:save"),
        discard_url=reverse("drafts:discard"),
    )


def _fill(form: BaseForm, fields: Fields) -> None:
    """Each widget reads its own value back, as it would from a posted form: an unticked box stays unticked."""
    if not fields:
        return
    posted = QueryDict(mutable=True)
    for name, values in fields.items():
        posted.setlist(name, values)
    for name, field in form.fields.items():
        if not isinstance(field, FileField):
            form.initial[name] = field.widget.value_from_datadict(posted, {}, name)
