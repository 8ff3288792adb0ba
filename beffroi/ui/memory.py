"""Drawn once, shown often: what depends on nothing but frozen values and the language is kept per process."""

import functools
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.utils.translation import get_language

Result = TypeVar("Result")


def per_language(maxsize: int) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """`lru_cache` with the reader's language in the key. The whole argument is the key, so nobody sees another's values;
    never give it a request, a form or anything else that changes or lives long."""

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        @functools.lru_cache(maxsize)
        def remembered(language: str | None, *arguments: Hashable) -> Result:
            return function(*arguments)

        @functools.wraps(function)
        def wrapper(*arguments: Hashable) -> Result:
            return remembered(get_language(), *arguments)

        return wrapper

    return decorate
