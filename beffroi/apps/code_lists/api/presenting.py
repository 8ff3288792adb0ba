"""From lists, versions and lines to the API's answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings

from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.queries.sentences import sentence_for
from beffroi.apps.code_lists.rules.difference import Change
from beffroi.apps.code_lists.rules.entries import Answer, Entry
from beffroi.apps.code_lists.rules.formats import FORMATS, Head
from beffroi.apps.code_lists.rules.formats.plain import entry_as_json
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.kernel import clock
from beffroi.kernel.localized import LANGUAGES, Localized


def api_address(key: str) -> str:
    """The list's own URI, also in the exports."""
    return f"{settings.PORTAL_ORIGIN}/api/v1/code-lists/{quote(key)}"


@dataclass(frozen=True, slots=True)
class Described:
    head: Head
    links: Mapping[str, str]


def head_of(
    code_list: CodeList, version: ListVersion, *, on: date | None = None, for_spreadsheet: bool = False
) -> Described:
    address = api_address(code_list.key)
    head = Head(
        key=code_list.key,
        version=version.label,
        address=address,
        titles=code_list.title,
        owner=code_list.owner_name,
        licence=code_list.licence,
        attribution=code_list.attribution,
        source_url=code_list.source_url,
        published_on=clock.civil_date(version.published_at) if version.published_at else None,
        on=on,
        for_spreadsheet=for_spreadsheet,
    )
    return Described(head, _links(address))


def _links(address: str) -> dict[str, str]:
    own = {"self": address, "codes": f"{address}/codes", "versions": f"{address}/versions"}
    return own | {extension: f"{address}/export.{extension}" for extension in FORMATS}


def list_answer(code_list: CodeList, language: str) -> dict[str, Any]:
    version = code_list.current_version
    assert version is not None  # only published lists are answered
    return {
        "key": code_list.key,
        "annex": code_list.annex,
        "title": code_list.title.in_language(language).value,
        "titles": code_list.title,
        "owner": code_list.owner_name.in_language(language).value,
        "version": version.label,
        "codes": version.entry_count,
        "licence": code_list.licence.in_language(language).value,
        "attribution": code_list.attribution,
        "links": _links(api_address(code_list.key)),
    }


def entry_answer(entry: Entry) -> Mapping[str, Any]:
    return entry_as_json(entry)


def code_answer(key: str, version: str, answer: Answer, language: str) -> dict[str, Any]:
    """As `answers.CodeAnswer` describes it; `version`: its label."""
    code = answer.entries[0].code
    label = Localized(answer.entries[0].labels).in_language(language)
    address = api_address(key)
    return {
        "list": key,
        "version": version,
        "code": code,
        "on": answer.on,
        "status": answer.status,
        "message": sentence_for(answer),
        "label": label.value,
        "label_language": label.language,
        "since": answer.since,
        "until": answer.until,
        "replaced_by": list(answer.replaced_by),
        "valid_again_from": answer.valid_again_from,
        "entries": [_described(entry) for entry in answer.entries],
        "links": {
            "self": f"{address}/codes/{path_of(code)}",
            "list": address,
            "page": f"{settings.PORTAL_ORIGIN}/{language}/code-lists/{key}/codes/{path_of(code)}/",
            "replaced_by": [f"{address}/codes/{path_of(successor)}" for successor in answer.replaced_by],
        },
    }


def _described(entry: Entry) -> dict[str, Any]:
    """With each language named, as the schema promises."""
    texts = {
        name: {language: known.get(language) for language in LANGUAGES}
        for name, known in (("labels", entry.labels), ("short", entry.short))
    }
    return {**entry_as_json(entry), **texts}


def version_answer(version: ListVersion, code_list: CodeList) -> dict[str, Any]:
    return {
        "label": version.label,
        "state": version.state,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "withdrawn_at": version.withdrawn_at.isoformat() if version.withdrawn_at else None,
        "codes": version.entry_count,
        "checksum": version.checksum,
        "note": version.note,
        "is_current": version.pk == code_list.current_version_id,
    }


def change_answer(change: Change) -> dict[str, Any]:
    return {
        "code": change.code,
        "variant": change.variant,
        "kinds": list(change.kinds),
        "before": [entry_as_json(entry) for entry in change.before],
        "after": [entry_as_json(entry) for entry in change.after],
    }
