"""From an upload to what everybody reads: proposed and submitted by one person, published by another."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from beffroi.apps.code_lists import permissions, states
from beffroi.apps.code_lists.actions.copying import copy_entries
from beffroi.apps.code_lists.events import CodeListPublished, CodeListWithdrawn
from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.queries.versions import entries_of
from beffroi.apps.code_lists.rules.checks import findings
from beffroi.apps.code_lists.rules.difference import difference
from beffroi.apps.code_lists.rules.entries import Entry
from beffroi.apps.code_lists.rules.table import MOST_FAULTS, Fault, Unreadable, decoded, read_table
from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.errors import BeffroiError, Conflict, Refused
from beffroi.kernel.outbox import emit


def propose_version(*, key: str, label: str, content: bytes, note: str = "", by: Actor) -> ListVersion:
    """A draft from an uploaded table. Raises `Unreadable` with everything wrong in it, and then keeps nothing."""
    with _recorded("code_lists.version.proposed", f"{key} {label}", by):
        code_list = CodeList.objects.select_for_update().get(key=key)
        permissions.may_propose(by).enforce()
        if code_list.versions.filter(label=label).exists():
            raise Conflict("label_taken")
        entries = read_table(decoded(content))
        _refuse_unsound(entries, entries_of(code_list.current_version) if code_list.current_version else [])
        version = ListVersion.objects.create(
            code_list=code_list,
            label=label,
            checksum=hashlib.sha256(content).hexdigest(),
            entry_count=len(entries),
            note=note,
            based_on_id=code_list.current_version_id,
            proposed_by_id=by.person_id,
            proposed_by_name=by.name,
            proposed_at=clock.now(),
        )
        copy_entries([(version.pk, entries)])
        return version


def _refuse_unsound(entries: Sequence[Entry], current: Sequence[Entry]) -> None:
    errors = [finding for finding in findings(entries) if finding.is_error]
    if errors:
        raise Unreadable([Fault(0, e.reason, column=e.code, value=e.value or e.variant) for e in errors[:MOST_FAULTS]])
    if current and not difference(current, entries):
        raise Unreadable([Fault(0, "nothing_changes")])


def submit_version(*, version_id: int, by: Actor) -> ListVersion:
    """Asks another person to publish the draft."""
    with _locked("code_lists.version.submitted", version_id, by) as version:
        permissions.may_submit(by, version).enforce()
        _move(version, "submit")
        version.submitted_by_id, version.submitted_at = by.person_id, clock.now()
        version.based_on_id = version.code_list.current_version_id
        version.save()
        return version


def return_version(*, version_id: int, by: Actor) -> ListVersion:
    """Back to its proposer, not published."""
    with _locked("code_lists.version.returned", version_id, by) as version:
        permissions.may_return(by, version).enforce()
        _move(version, "return")
        version.submitted_at = version.submitted_by_id = None
        version.save()
        return version


def publish_version(*, version_id: int, seen_current: int | None, by: Actor) -> ListVersion:
    """Everybody reads it from now on. `seen_current`: the version the approver compared it with.

    Raises `Conflict` when another one was published since: he has not read the difference that now counts.
    """
    with _locked("code_lists.version.published", version_id, by) as version:
        permissions.may_publish(by, version).enforce()
        code_list = version.code_list
        if code_list.current_version_id != seen_current:
            raise Conflict("another_version_meanwhile")
        _move(version, "publish")
        version.published_at = clock.now()
        version.published_by_id, version.published_by_name = by.person_id, by.name
        version.based_on_id = code_list.current_version_id
        version.save()
        code_list.current_version = version
        code_list.save(update_fields=["current_version"])
        emit(CodeListPublished(code_list.key, version.label, version.published_at))
        return version


def withdraw_version(*, version_id: int, reason: str, by: Actor) -> ListVersion:
    """No longer in force; it stays readable as history. The list falls back on the version published before it."""
    with _locked("code_lists.version.withdrawn", version_id, by) as version:
        permissions.may_withdraw(by, version).enforce()
        code_list = version.code_list
        _move(version, "withdraw")
        version.withdrawn_at, version.withdrawn_by_name = clock.now(), by.name
        version.withdrawal_reason = reason
        version.save()
        if code_list.current_version_id == version.pk:
            code_list.current_version = _last_published(code_list)
            code_list.save(update_fields=["current_version"])
            current = code_list.current_version
            emit(CodeListWithdrawn(code_list.key, version.label, current.label if current else ""))
        return version


def _last_published(code_list: CodeList) -> ListVersion | None:
    return code_list.versions.filter(state=states.PUBLISHED).order_by("-published_at", "-pk").first()


def _move(version: ListVersion, verb: str) -> None:
    version.state = states.VERSION.after(version.state, verb)


@contextmanager
def _locked(operation: str, version_id: int, by: Actor) -> Iterator[ListVersion]:
    """The version as it is once its list is ours: two publications of one list come one after the other."""
    key = CodeList.objects.values_list("key", flat=True).get(versions=version_id)
    with _recorded(operation, f"{key} {version_id}", by):
        code_list = CodeList.objects.select_for_update(of=("self",)).get(key=key)
        version = ListVersion.objects.get(pk=version_id)
        version.code_list = code_list
        yield version


@contextmanager
def _recorded(operation: str, reference: str, by: Actor) -> Iterator[None]:
    """The act and its record in one transaction; of a refused act, the record alone."""
    try:
        with transaction.atomic():
            yield
            audit.record(operation, by=by, reference=reference[:60])
    except BeffroiError as error:
        result: audit.Result = "refused" if isinstance(error, Refused) else "failed"
        audit.record(operation, by=by, result=result, reason=error.reason, reference=reference[:60])
        error.facts["is_audited"] = True  # the portal writes down refusals that no action did
        raise
