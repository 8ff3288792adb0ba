"""The open JSON API of the code lists: no sign-in, for anybody, from any origin. Mounted by `config` at `/api/v1/`.

Dates are Belgian civil dates; `valid_until` is exclusive. Errors are problem+json in the language of `lang`.
"""

from beffroi.apps.code_lists.api.endpoints import router

__all__ = ["router"]
