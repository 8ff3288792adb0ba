"""A template that names what nobody gave it is a mistake, unless it asks first (`{% if x %}`, `{{ x|default:… }}`)."""

from typing import Any

from django.template.base import FilterExpression, Variable, VariableDoesNotExist

from tests.guards.complaints import complain

_ASKS = {"default", "default_if_none"}
_resolve = FilterExpression.resolve


def install() -> None:
    FilterExpression.resolve = _guarded  # type: ignore[method-assign]  # a guard dog, in tests only


def _guarded(self: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
    if not ignore_failures and isinstance(self.var, Variable) and not _asks(self):
        try:
            self.var.resolve(context)
        except VariableDoesNotExist:
            if (name := _template_name(context)) is not None:
                complain(f"{name}: “{self.var}” is undefined")
    return _resolve(self, context, ignore_failures)


def _asks(expression: FilterExpression) -> bool:
    return any(getattr(function, "__name__", "") in _ASKS for function, _ in expression.filters)


def _template_name(context: Any) -> str | None:
    """Of our own templates and of strings rendered in tests; None for those of Django and others."""
    template = getattr(getattr(context, "render_context", None), "template", None)
    origin = str(getattr(getattr(template, "origin", None), "name", ""))
    if "/beffroi/" in origin:
        return origin.rsplit("/templates/", 1)[-1]
    return origin if origin.startswith("<") else None
