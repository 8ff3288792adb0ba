"""Fetches the program `uv` from the package index, for a machine that has Python and neither pip nor venv.

Run by `./dev` as a file: it uses the standard library only. PIP_INDEX_URL and PIP_CERT are respected.
"""

import hashlib
import io
import json
import os
import platform
import re
import ssl
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

_DEFAULT_INDEX = "https://pypi.org/simple"
_RELEASE = re.compile(r"^uv-(0)\.(\d+)\.(\d+)-py3-none-(.+)\.whl$")  # uv.lock and the build are made with 0.x


class NotFetched(Exception):
    """One sentence that says why."""


def fetch(folder: Path) -> Path:
    """Puts `uv` into `folder`; its digest is the index's. Raises NotFetched."""
    index = os.environ.get("PIP_INDEX_URL", "") or _DEFAULT_INDEX
    try:
        page = json.loads(_read(f"{index.rstrip('/')}/uv/", "application/vnd.pypi.simple.v1+json"))
        wheel = newest(page["files"], platform.system(), platform.machine())
        content = _read(urllib.parse.urljoin(f"{index.rstrip('/')}/uv/", wheel["url"]), "*/*")
    except (OSError, ValueError, KeyError) as error:
        raise NotFetched(
            f"uv could not be fetched from {index}: {error}. Install uv by hand and run ./dev again."
        ) from error
    if hashlib.sha256(content).hexdigest() != wheel["hashes"]["sha256"]:
        raise NotFetched(f"{wheel['filename']} is not the file the index announced; nothing was installed.")
    return _unpack(content, folder)


def newest(files: list[dict[str, Any]], system: str, machine: str) -> dict[str, Any]:
    """The latest wheel among an index's `files` for this machine. Raises NotFetched."""
    pattern = {"Linux": rf"manylinux.*_{machine}$", "Darwin": rf"macosx.*_({machine}|universal2)$"}.get(system, "^$")
    fitting = [
        ((int(match[2]), int(match[3])), file)
        for file in files
        if (match := _RELEASE.match(file["filename"])) and not file.get("yanked")
        if any(re.search(pattern, tag) for tag in match[4].split("."))
    ]
    if not fitting:
        raise NotFetched(f"The index has no uv for {system} on {machine}. Install uv by hand and run ./dev again.")
    return max(fitting, key=lambda pair: pair[0])[1]


def _read(url: str, accept: str) -> bytes:
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
    request = urllib.request.Request(url, headers={"Accept": accept})  # noqa: S310  # the operator's own index
    with urllib.request.urlopen(request, timeout=60, context=context) as response:  # noqa: S310  # likewise
        body: bytes = response.read()
    return body


def _unpack(content: bytes, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "uv"
    unfinished = folder / f".uv.{os.getpid()}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        unfinished.write_bytes(archive.read(inside))
    unfinished.chmod(0o755)
    unfinished.replace(target)
    return target


if __name__ == "__main__":
    try:
        print(f"uv was not here: fetched into {fetch(Path(sys.argv[1]))}")
    except NotFetched as sentence:
        sys.exit(str(sentence))
