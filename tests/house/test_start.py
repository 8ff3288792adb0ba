"""The first command of the README, for real: started, watched, broken and stopped as a newcomer would.

Prints how long each start took; how long it may take belongs to the benchmarks.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from beffroi.kernel import postgres
from tests.journeys.town import ROOT, Town

psutil = pytest.importorskip("psutil")
pytestmark = pytest.mark.journey


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    yield from _watched(Town(tmp_path / "state"))


@pytest.fixture(scope="module")
def known_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("known") / "state"


@pytest.fixture
def known_town(known_state: Path) -> Iterator[Town]:
    """One whose data are there already, except for the first who asks."""
    yield from _watched(Town(known_state))


def _watched(town: Town) -> Iterator[Town]:
    yield town
    if town.process is not None and town.process.poll() is None:
        town.process.kill()
        town.process.wait()
    postgres.stop(town.state / "database")


def tried(town: Town, *words: str) -> subprocess.CompletedProcess[str]:
    """A demo that is expected to end by itself."""
    command = [sys.executable, "-m", "beffroi.config.gestures", "demo", *words]
    return subprocess.run(
        command, cwd=ROOT, env=town.environment, capture_output=True, text=True, check=False, timeout=60
    )


def seconds_to_start(town: Town, *words: str) -> float:
    begun = time.monotonic()
    town.start(*words)
    return time.monotonic() - begun


def family(town: Town) -> list[psutil.Process]:
    """Every process of the demo, the database's too: those that name its state folder, and their descendants."""
    assert town.process
    ours = psutil.Process(town.process.pid)
    found = {process.pid: process for process in [ours, *ours.children(recursive=True)]}
    postmaster = psutil.Process(database_pid(town))
    for process in [postmaster, *postmaster.children(recursive=True)]:
        found[process.pid] = process
    return list(found.values())


def database_folder(town: Town) -> Path:
    """By root, where the folder of the state is private, the data lie elsewhere."""
    state = town.state / "database"
    pointer = state / "place"
    return Path("/var/lib/beffroi") / pointer.read_text().strip() if pointer.exists() else state


def database_pid(town: Town) -> int:
    return int((database_folder(town) / "data" / "postmaster.pid").read_text().split()[0])


def child(town: Town, words: str) -> psutil.Process:
    assert town.process
    alive = [process for process in psutil.Process(town.process.pid).children() if is_running(process)]
    return next(process for process in alive if words in " ".join(process.cmdline()))


def is_running(process: psutil.Process) -> bool:
    return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def is_well(origin: str) -> bool:
    try:
        return httpx.get(f"{origin}/healthz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def test_newcomer_starts_stops_and_starts_again(town: Town, capfd: pytest.CaptureFixture[str]) -> None:
    cold = seconds_to_start(town)
    for origin, service in ((town.portal, "portal"), (town.identity, "identity")):
        assert httpx.get(f"{origin}/healthz").json() == {
            "status": "ok",
            "service": service,
            "database": "ok",
            "migrations": "ok",
        }
    wait_for(lambda: "Password of everybody" in town.screen)
    assert f"portal            {town.portal}" in town.screen
    assert f"sign-in service   {town.identity}" in town.screen
    assert httpx.get(f"{town.portal}/fr/desk/", follow_redirects=True).status_code == 200

    processes, secrets = family(town), (town.state / "secrets.env").read_text()
    socket_folder = database_folder(town) / "socket"
    assert list(socket_folder.iterdir())
    assert town.stop() == 0
    wait_for(lambda: not any(map(is_running, processes)), 10)
    assert not list(socket_folder.iterdir())
    for port in (town.portal_port, town.identity_port, town.smtp_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert "Everything is stopped; the data are kept." in town.screen

    warm = seconds_to_start(town)
    assert (town.state / "secrets.env").read_text() == secrets
    assert town.stop() == 0
    with capfd.disabled():
        print(f"\nThe demo was ready in {cold:.1f} s the first time and in {warm:.1f} s the second.")


def test_second_demo_on_the_same_folder_is_refused_and_reset_begins_anew(known_town: Town) -> None:
    known_town.start()
    secrets = (known_town.state / "secrets.env").read_text()
    rival = Town(known_town.state)
    done = tried(rival)
    assert done.returncode == 1
    assert done.stderr.startswith("A demonstration already runs on")
    (known_town.state / "mail" / "kept").write_text("a mail")
    assert known_town.stop() == 0
    known_town.start("--reset")
    assert (known_town.state / "secrets.env").read_text() != secrets
    assert not (known_town.state / "mail" / "kept").exists()
    assert known_town.stop() == 0


@pytest.mark.parametrize(
    ("attribute", "variable"),
    [
        ("portal_port", "BEFFROI_PORTAL_PORT"),
        ("identity_port", "BEFFROI_IDENTITY_PORT"),
        ("smtp_port", "BEFFROI_SMTP_PORT"),
        ("eid_port", "BEFFROI_EID_RESPONDER_PORT"),
    ],
)
def test_taken_port_is_said_before_anything_starts(town: Town, attribute: str, variable: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        setattr(town, attribute, taken.getsockname()[1])
        done = tried(town)
    assert done.returncode == 1
    assert re.fullmatch(rf"Port \d+ is taken by another program: .* with {variable}\.\n", done.stderr)
    assert not (town.state / "database").exists()


def test_lost_secrets_are_said(town: Town) -> None:
    (town.state / "database").mkdir(parents=True)
    (town.state / "database" / "password").write_text("x")
    done = tried(town)
    assert done.returncode == 1
    assert "begin anew with --reset" in done.stderr


def test_killed_parts_come_back(known_town: Town) -> None:
    known_town.start()
    for times, words in enumerate(("cli worker", "granian", "mail_sink"), start=1):
        child(known_town, words).kill()
        wait_for(lambda seen=times: known_town.screen.count("ended unasked: starting it again") == seen)
    wait_for(lambda: is_well(known_town.portal) and is_well(known_town.identity))
    assert is_running(child(known_town, "cli worker"))

    first = database_pid(known_town)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: "The database ended unasked: starting it again." in known_town.screen)
    wait_for(lambda: is_well(known_town.portal) and is_well(known_town.identity))
    assert database_pid(known_town) != first
    assert known_town.stop() == 0


def test_killed_supervisor_leaves_nothing_that_stops_the_next(known_town: Town) -> None:
    known_town.start()
    assert known_town.process
    children = psutil.Process(known_town.process.pid).children(recursive=True)
    known_town.process.kill()
    known_town.process.wait()
    wait_for(lambda: not any(map(is_running, children)))
    known_town.start()
    assert known_town.stop() == 0
