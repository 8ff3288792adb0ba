"""Makers of valid rows. `REGISTRY`: model label → maker of one row for an organisation, used by the isolation walk."""

from tests.factories.registry import REGISTRY, rows_for

__all__ = ["REGISTRY", "rows_for"]
