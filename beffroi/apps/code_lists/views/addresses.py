"""Addresses of lists, codes and versions, and the breadcrumb above them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.ui.memory import per_language
from beffroi.ui.page import Link


@per_language(4)
def home_address() -> str:
    """Every other address begins with it."""
    return reverse("code_lists:home")


def home_link() -> Link:
    return Link(_("List of codes"), home_address())


def list_link(code_list: CodeList, language: str) -> Link:
    return Link(code_list.title.in_language(language).value, list_address(code_list.key))


def list_address(key: str) -> str:
    return f"{home_address()}{key}/"


def code_address(key: str, code: str, query: str = "") -> str:
    return f"{list_address(key)}codes/{path_of(code)}/{query}"


def version_address(version: ListVersion, name: str = "version") -> str:
    return reverse(f"code_lists:{name}", args=[version.code_list.key, path_of(version.label)])
