"""Addresses of lists, codes and versions, and the breadcrumb above them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.apps.code_lists.models import CodeList, ListVersion
from beffroi.apps.code_lists.rules.text import path_of
from beffroi.ui.page import Link


def home_link() -> Link:
    return Link(_("List of codes"), reverse("code_lists:home"))


def list_link(code_list: CodeList, language: str) -> Link:
    return Link(code_list.title.in_language(language).value, reverse("code_lists:list", args=[code_list.key]))


def code_address(key: str, code: str, query: str = "") -> str:
    return reverse("code_lists:code", args=[key, path_of(code)]) + query


def version_address(version: ListVersion, name: str = "version") -> str:
    return reverse(f"code_lists:{name}", args=[version.code_list.key, path_of(version.label)])
