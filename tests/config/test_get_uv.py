"""Fetching uv: only what the index announced, only for this machine."""

import hashlib
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from beffroi.config import get_uv

NAME = "uv-0.9.10-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"


def wheel(content: bytes = b"#!/bin/sh\n") -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("uv-0.9.10.data/scripts/uv", content)
    return body.getvalue()


def serve(monkeypatch: pytest.MonkeyPatch, body: bytes, digest: str) -> list[str]:
    asked: list[str] = []
    page = {"files": [{"filename": NAME, "url": f"../../files/{NAME}", "hashes": {"sha256": digest}}]}

    def read(url: str, accept: str) -> bytes:
        asked.append(url)
        return body if url.endswith(".whl") else json.dumps(page).encode()

    monkeypatch.setattr(get_uv, "_read", read)
    monkeypatch.setattr(get_uv.platform, "system", lambda: "Linux")
    monkeypatch.setattr(get_uv.platform, "machine", lambda: "x86_64")
    return asked


def test_program_is_unpacked_and_may_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    body = wheel()
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/root/simple/")
    asked = serve(monkeypatch, body, hashlib.sha256(body).hexdigest())
    path = get_uv.fetch(tmp_path / "bin")
    assert path.read_bytes() == b"#!/bin/sh\n"
    assert path.stat().st_mode & stat.S_IXUSR
    assert asked == ["https://index.example/root/simple/uv/", f"https://index.example/root/files/{NAME}"]


def test_other_content_than_announced_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    serve(monkeypatch, wheel(b"evil"), "0" * 64)
    with pytest.raises(get_uv.NotFetched, match="not the file the index announced"):
        get_uv.fetch(tmp_path / "bin")
    assert not (tmp_path / "bin").exists()


def test_index_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def read(url: str, accept: str) -> bytes:
        raise OSError("no route")

    monkeypatch.setattr(get_uv, "_read", read)
    with pytest.raises(get_uv.NotFetched, match="Install uv by hand"):
        get_uv.fetch(tmp_path)


def file(name: str, **more: Any) -> dict[str, Any]:
    return {"filename": name, "url": name, "hashes": {}, **more}


def test_newest_that_fits_this_machine_wins() -> None:
    files = [
        file("uv-0.9.2-py3-none-manylinux_2_17_x86_64.whl"),
        file("uv-0.10.1-py3-none-manylinux_2_28_aarch64.whl"),
        file("uv-0.9.10-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"),
        file("uv-0.9.11-py3-none-musllinux_1_1_x86_64.whl"),
        file("uv-0.9.12-py3-none-manylinux_2_17_x86_64.whl", yanked="broken"),
        file("uv-1.0.0-py3-none-manylinux_2_17_x86_64.whl"),
        file("uv-0.9.13rc1-py3-none-manylinux_2_17_x86_64.whl"),
        file("uv-0.9.14.tar.gz"),
    ]
    assert get_uv.newest(files, "Linux", "x86_64")["filename"].startswith("uv-0.9.10")
    assert get_uv.newest(files, "Linux", "aarch64")["filename"].startswith("uv-0.10.1")
    with pytest.raises(get_uv.NotFetched, match="no uv for Plan9"):
        get_uv.newest(files, "Plan9", "x86_64")
