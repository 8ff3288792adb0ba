"""The `claims` parameter (OpenID Connect Core §5.5), as far as this provider follows it."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RequestedClaims:
    """`names`: claims asked by name, in either answer. `acr_values` with `is_acr_essential`: levels demanded.

    `sub`: the only person the service will take, when it named one.
    """

    names: tuple[str, ...] = ()
    acr_values: tuple[str, ...] = ()
    is_acr_essential: bool = False
    sub: str = ""


def parse(text: str) -> RequestedClaims:
    """Raises `ValueError` when `text` is not the JSON object of the standard; unknown claims are kept as names."""
    if not text:
        return RequestedClaims()
    try:
        asked = json.loads(text)
    except RecursionError as error:
        raise ValueError("claims is nested too deep") from error
    id_token, userinfo = _member(asked, "id_token"), _member(asked, "userinfo")
    acr = _member(id_token, "acr")
    values = acr.get("values", [acr["value"]] if "value" in acr else [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError("acr values are texts")
    sub = _member(id_token, "sub").get("value", _member(userinfo, "sub").get("value", ""))
    if not isinstance(sub, str):
        raise ValueError("sub is a text")
    names = tuple(dict.fromkeys([*id_token, *userinfo]))
    return RequestedClaims(names, tuple(values), acr.get("essential") is True and bool(values), sub)


def _member(parent: Any, name: str) -> dict[str, Any]:
    if not isinstance(parent, dict):
        raise ValueError("claims is not an object")
    member = parent.get(name)
    if member is not None and not isinstance(member, dict):
        raise ValueError(f"{name} is not an object")
    return member or {}
