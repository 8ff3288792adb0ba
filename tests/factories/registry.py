"""Each walled model says here how one row of an organisation is made; a model without a maker fails the isolation test.

A maker takes the organisation's id and returns a saved row. Register with `@makes("app_label.Model")`.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from uuid import UUID

from django.db.models import Model

Maker = Callable[[UUID], Model]

REGISTRY: dict[str, Maker] = {}


def makes(label: str) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        REGISTRY[label] = maker
        return maker

    return register


def rows_for(model: type[Model], organisation_id: UUID) -> Any:
    """One row of `model` for the organisation. Raises `KeyError` where nobody registered a maker."""
    load()
    return REGISTRY[model._meta.label](organisation_id)


def load() -> None:
    """Imports every module beside this one: importing registers its makers."""
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"tests.factories.{module.name}")
