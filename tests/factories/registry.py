"""Each walled model says here how one row of an organisation is made; a model without a maker fails the isolation test.

A maker takes the organisation's id and returns a saved row. Register with `@makes("app_label.Model")`.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db.models import Model

Maker = Callable[[UUID], Model]

REGISTRY: dict[str, Maker] = {}

# Modules of tests/factories that register makers when imported.
_MODULES = ("access", "audit", "code_lists", "identity", "portal")


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
    for name in _MODULES:
        try:
            import_module(f"tests.factories.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"tests.factories.{name}":
                raise
