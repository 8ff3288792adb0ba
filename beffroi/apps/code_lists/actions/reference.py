"""The lists that come with Beffroi, loaded at installation and at each upgrade."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import connection, transaction

from beffroi.apps.code_lists import states
from beffroi.apps.code_lists.actions.copying import copy_entries
from beffroi.apps.code_lists.events import CodeListPublished
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.queries.versions import entries_of
from beffroi.apps.code_lists.rules.checks import findings
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.table import decoded, read_table
from beffroi.apps.code_lists.rules.text import list_search_text
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import LANGUAGES
from beffroi.kernel.outbox import emit

DATA = Path(__file__).parents[1] / "data"


def load_reference_lists(*, by: Actor, folder: Path = DATA) -> int:
    """Brings the lists of `folder` up to date; returns how many new versions were made, 0 when nothing changed.

    Where an installation published a version of its own, ours waits for its approver instead of replacing it.
    """
    loaded = ListVersion.objects.filter(source="reference").order_by("pk")  # of one list, the last one counts
    known = dict(loaded.values_list("code_list__key", "checksum"))
    checksums = _checksums(folder)
    if all(known.get(key) == checksum for key, checksum in checksums.items()):
        return 0
    with transaction.atomic():
        return _load(folder, checksums, by)


def _checksums(folder: Path) -> dict[str, str]:
    """By list key, of what a list is made from: its table and the description all share."""
    described = (folder / "lists.yaml").read_bytes()
    tables = sorted(folder.glob("*.csv"))
    return {table.stem: hashlib.sha256(described + table.read_bytes()).hexdigest() for table in tables}


def _load(folder: Path, checksums: Mapping[str, str], by: Actor) -> int:
    safe = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    described = yaml.load((folder / "lists.yaml").read_bytes(), Loader=safe)  # noqa: S506 - the safe one, in C if there
    made: list[tuple[ListVersion, list[Entry]]] = []
    for position, row in enumerate(described["lists"]):
        entries = read_table(decoded((folder / f"{row['key']}.csv").read_bytes()))
        code_list = _described_list(row, position, described, entries)
        if (version := _new_version(code_list, str(row["version"]), checksums[row["key"]], entries)) is not None:
            made.append((version, entries))
    copy_entries((version.pk, entries) for version, entries in made)
    _settle_indexes()
    for version, _ in made:
        _put_in_force(version, by)
    return len(made)


def _described_list(
    row: Mapping[str, Any], position: int, described: Mapping[str, Any], entries: Iterable[Entry]
) -> CodeList:
    source = described["sources"][row["source"]]
    code_list, _ = CodeList.objects.select_for_update().update_or_create(
        key=row["key"],
        defaults={
            "annex": row.get("annex"),
            "position": position,
            "owner": row["owner"],
            "owner_name": described["owners"][row["owner"]]["name"],
            "title": row["title"],
            "description": row.get("description", {}),
            "source_url": source["url"],
            "licence": _in_all_languages(source["licence"]),
            "attribution": source["attribution"],
            "weight": row["weight"],
            "explains_messages": row.get("explains_messages", False),
            "links": row.get("links", {}),
            "columns": _columns(described, entries),
            "search_text": list_search_text(row["key"], row.get("annex"), row["title"], row.get("description", {})),
        },
    )
    return code_list


def _columns(described: Mapping[str, Any], entries: Iterable[Entry]) -> dict[str, Any]:
    """By column: its name per language, and under `values` what its values mean, where the source writes codes."""
    met: dict[str, set[str]] = {}
    for entry in entries:
        for name, value in entry.extra.items():
            met.setdefault(name, set()).update([value] if isinstance(value, str) else [])
    known = described["columns"]
    columns = {name: dict(known[name]) for name in met if name in known}
    for name, column in columns.items():
        words = {value: described["values"][value] for value in sorted(met[name]) if value in described["values"]}
        column["values"] = words | column.get("values", {})
    return columns


def _in_all_languages(text: str | dict[str, str]) -> dict[str, str]:
    return text if isinstance(text, dict) else dict.fromkeys(LANGUAGES, text)


def _new_version(code_list: CodeList, label: str, checksum: str, entries: list[Entry]) -> ListVersion | None:
    """None when the table is the one already loaded and only its description changed."""
    last = code_list.versions.filter(source="reference").order_by("-pk").first()
    if last is not None and _is_same(last, entries):
        last.checksum = checksum
        last.save(update_fields=["checksum"])
        return None
    if errors := [finding for finding in findings(entries) if finding.is_error]:
        raise ValueError(f"The table {code_list.key} that comes with Beffroi is not sound: {errors[:3]}")
    return ListVersion.objects.create(
        code_list=code_list,
        label=_free_label(code_list, label),
        state=states.SUBMITTED,
        source="reference",
        checksum=checksum,
        entry_count=len(entries),
        based_on_id=code_list.current_version_id,
        proposed_by_name="Beffroi",
        proposed_at=clock.now(),
        submitted_at=clock.now(),
    )


def _is_same(version: ListVersion, entries: list[Entry]) -> bool:
    return entries_of(version) == entries


def _free_label(code_list: CodeList, label: str) -> str:
    taken = set(code_list.versions.values_list("label", flat=True))
    candidates = (label, *(f"{label} ({number})" for number in range(2, 10_000)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _put_in_force(version: ListVersion, by: Actor) -> None:
    code_list = version.code_list
    current = code_list.current_version
    if current is not None and current.source != "reference":
        return  # the installation's own version stays until its approver decides
    version.state = states.VERSION.after(version.state, "publish")
    version.published_at = clock.now()
    version.published_by_name = "Beffroi"
    version.save(update_fields=["state", "published_at", "published_by_name"])
    code_list.current_version = version
    code_list.save(update_fields=["current_version"])
    audit.record("code_lists.version.loaded", by=by, reference=f"{code_list.key} {version.label}")
    emit(CodeListPublished(code_list.key, version.label, version.published_at))


def _settle_indexes() -> None:
    """Without it the first searches would not use the indexes. The tables' owner may; others leave it to autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE relname = 'code_lists_code'"
        )
        if cursor.fetchone() == (True,):
            for index in ("code_by_text", "code_by_successor", "search_word_near"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
            cursor.execute("ANALYZE code_lists_code, code_lists_searchword")
