"""The demonstration's own secrets: made once, kept in its state folder, readable by its owner only."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

_KEYS = ("BEFFROI_SEAL_KEY", "BEFFROI_LOOKUP_KEY", "BEFFROI_PASSWORD_PEPPER")  # 32 bytes, base64
NAMES = ("BEFFROI_SECRET", *_KEYS)


def kept(path: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Every secret of the demonstration; one that the environment gives wins over the file's."""
    values = _read(path) if path.exists() else {}
    missing = [name for name in NAMES if name not in values]
    if missing:
        values |= {name: _new(name) for name in missing}
        _write(path, values)
    return {name: environment.get(name, "") or values[name] for name in NAMES}


def _new(name: str) -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode() if name in _KEYS else secrets.token_urlsafe(48)


def _read(path: Path) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {name: value for name, value in pairs if name in NAMES}


def _write(path: Path, values: dict[str, str]) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    unfinished.replace(path)
