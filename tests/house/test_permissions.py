"""The permission table asks every permission of the house, and what it says is what we mean."""

import inspect
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.apps import apps

from beffroi.config.reference.permission_table import SECTIONS, Section

# Permissions that are asked elsewhere, each with where.
ASKED_ELSEWHERE: dict[str, str] = {}


def permissions_of(module: Any) -> list[Callable[..., Any]]:
    return [
        function
        for name, function in vars(module).items()
        if name.startswith("may_") and inspect.isfunction(function) and function.__module__ == module.__name__
    ]


def unasked(modules: list[Any], sections: tuple[Section, ...]) -> list[str]:
    asked = {function for section in sections for function in section.asked}
    names = [f"{f.__module__}.{f.__name__}" for module in modules for f in permissions_of(module) if f not in asked]
    return [name for name in names if name not in ASKED_ELSEWHERE]


def own_permissions() -> list[Any]:
    names = [f"{config.name}.permissions" for config in apps.get_app_configs() if config.name.startswith("beffroi.")]
    return [import_module(name) for name in names if find_spec(name)]


def test_every_permission_is_in_the_table() -> None:
    assert own_permissions()
    assert unasked(own_permissions(), SECTIONS) == []


def test_a_forgotten_permission_is_found() -> None:
    assert unasked(own_permissions(), SECTIONS[:1]) != []


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_each_section_permits_something_and_refuses_with_a_reason(section: Section) -> None:
    answers = [answer for _, _, row in section.rows() for answer in row]
    assert "yes" in answers
    assert all(answers), "a refusal without a reason cannot be explained to the person"
    assert {answer for answer in answers if answer != "yes"}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_nobody_may_change_anything(section: Section) -> None:
    first = next(iter(section.persons))
    assert first in {"nobody"}
    open_to_all = {verb for verb, _, row in section.rows() if row[0] == "yes"}
    assert open_to_all <= {"open to all"}


def test_nobody_publishes_what_he_proposed() -> None:
    section = next(section for section in SECTIONS if section.title == "Code lists: publication")
    column = list(section.persons).index("approver, proposer")
    assert [row[column] for verb, _, row in section.rows() if verb == "publish" and row[column] == "yes"] == []
