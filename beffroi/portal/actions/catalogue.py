"""Bringing the catalogue's tables in line with its files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models as django_models
from django.db import transaction

from beffroi.kernel import audit, clock
from beffroi.kernel.actor import Actor
from beffroi.kernel.verdict import PERMITTED, refused
from beffroi.portal import models
from beffroi.portal.catalogue import files

Rows = list[dict[str, Any]]


def load_catalogue(*, by: Actor, folder: Path | None = None) -> bool:
    """Loads `folder` (default: the setting CATALOGUE); True when something changed. Unchanged files cost one statement.

    Rows whose code stays keep what hangs on them (favourites); codes that are gone go. Raises `CatalogueError`, and
    then nothing was changed; `Refused` for anyone but the machine.
    """
    (PERMITTED if by.system else refused("not_the_machine")).enforce()
    folder = folder or settings.CATALOGUE
    checksum = files.checksum_of(folder)
    if models.CatalogueVersion.objects.filter(checksum=checksum).exists():
        return False
    content = files.read(folder)
    with transaction.atomic():
        models.CatalogueVersion.objects.select_for_update().first()
        _replace(content)
        models.CatalogueVersion.objects.update_or_create(
            id=1, defaults={"checksum": checksum, "loaded_at": clock.now()}
        )
        audit.record("portal.catalogue.loaded", by=by, details={"checksum": checksum[:16]})
    return True


def _replace(content: files.Files) -> None:
    _merge(models.Audience, content.audiences)
    _merge(models.Sector, content.sectors)
    _merge(models.Application, content.applications)
    _merge(models.Announcement, content.announcements)
    _merge(models.InformationPage, content.pages)
    models.SectorApplication.objects.all().delete()
    models.SectorApplication.objects.bulk_create(models.SectorApplication(**row) for row in content.places)


def _merge(model: type[django_models.Model], rows: Rows) -> None:
    """Insert or update by code, then delete what the files no longer name."""
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    objects = model._default_manager
    if rows:
        objects.bulk_create(
            [model(**row) for row in rows], update_conflicts=True, unique_fields=["code"], update_fields=fields
        )
    objects.exclude(pk__in=[row["code"] for row in rows]).delete()
