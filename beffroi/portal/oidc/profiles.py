"""How the configured provider names levels and claims, as data (`profiles.yaml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings


@dataclass(frozen=True)
class Profile:
    """`levels`: acr value to assurance level. `claims`: our name to the provider's."""

    levels: dict[str, int]
    claims: dict[str, str]

    def level_of(self, acr: str) -> int:
        """0 for a value that is not mapped."""
        return self.levels.get(acr, 0)

    def acr_values(self, level: int) -> list[str]:
        """The values that satisfy `level`, the lowest first."""
        return [acr for acr, reached in sorted(self.levels.items(), key=lambda each: each[1]) if reached >= level]


def profile() -> Profile:
    return _profiles()[settings.OIDC_PROFILE]


@cache
def _profiles() -> dict[str, Profile]:
    text = (Path(__file__).parent / "profiles.yaml").read_text(encoding="utf-8")
    return {name: Profile(each["acr"], each["claims"]) for name, each in yaml.safe_load(text).items()}
