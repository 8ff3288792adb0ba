"""The small supervisor, with small programs in the place of the real ones."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path

import pytest

from beffroi.config.supervisor import Child, Screen, Stopped, Supervisor, SupervisorError, is_healthy, stoppable
from beffroi.config.supervisor import secrets as demo_secrets
from beffroi.config.supervisor.ports import refuse_taken

FOREVER = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
AT_ONCE = "import sys; print('cannot: the reason'); sys.exit(3)"


class Lasting:
    def is_alive(self) -> bool:
        return True

    def revive(self) -> None:
        raise AssertionError("it never died")


@pytest.fixture
def children() -> Iterator[list[Child]]:
    made: list[Child] = []
    yield made
    for child in made:
        child.ask_to_stop()
        child.stop()


def child(children: list[Child], folder: Path, program: str, name: str = "clerk") -> Child:
    children.append(Child(name, [sys.executable, "-c", program], dict(os.environ), folder / f"{name}.log"))
    return children[-1]


def until(condition: object, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]  # a lambda
        assert time.monotonic() < end
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


def test_children_are_stopped_in_order_and_wholly(children: list[Child], tmp_path: Path) -> None:
    for name in ("portal", "worker"):
        child(children, tmp_path, FOREVER, name)
    supervisor = Supervisor(children, Lasting(), Screen(StringIO()))
    supervisor.start()
    pids = [each.process.pid for each in children if each.process]
    until(lambda: all("up" in each.log.read_text() for each in children))
    supervisor.stop()
    assert not any(is_running(pid) for pid in pids)


def test_child_that_does_not_listen_is_ended_all_the_same(
    children: list[Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beffroi.config.supervisor.child._PATIENCE", 0.2)
    stubborn = child(children, tmp_path, STUBBORN)
    stubborn.start()
    assert stubborn.process
    pid = stubborn.process.pid
    until(lambda: "up" in stubborn.log.read_text())
    stubborn.ask_to_stop()
    stubborn.stop()
    assert not is_running(pid)


def test_killed_child_is_started_again(children: list[Child], tmp_path: Path) -> None:
    clerk = child(children, tmp_path, FOREVER)
    screen = StringIO()
    supervisor = Supervisor(children, Lasting(), Screen(screen))
    supervisor.start()
    assert clerk.process
    first = clerk.process.pid
    clerk.process.kill()

    def is_back() -> bool:
        supervisor._look()
        return clerk.process is not None and clerk.process.pid != first

    until(is_back)
    assert "The clerk ended unasked: starting it again." in screen.getvalue()


def test_child_that_dies_again_and_again_ends_everything_in_one_sentence(children: list[Child], tmp_path: Path) -> None:
    child(children, tmp_path, AT_ONCE)
    supervisor = Supervisor(children, Lasting(), Screen(StringIO()))
    supervisor.start()
    with pytest.raises(SupervisorError, match=r"The clerk ended 4 times .*clerk.log \(last line: cannot: the reason\)"):
        supervisor.watch()


def test_restarts_long_ago_do_not_count(children: list[Child], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = child(children, tmp_path, FOREVER)
    now = time.monotonic()
    for minutes in (4, 3, 2):
        clerk.restarts.append(now - 60 * minutes)
    assert clerk.plan_restart()
    assert 0 < clerk.due_at - now < 0.5


def test_lost_database_is_said_and_revived(tmp_path: Path) -> None:
    class Mortal:
        alive = False

        def is_alive(self) -> bool:
            return self.alive

        def revive(self) -> None:
            self.alive = True

    database, screen = Mortal(), StringIO()
    Supervisor([], database, Screen(screen))._look()
    assert database.alive
    assert "The database ended unasked" in screen.getvalue()


@pytest.mark.skipif(sys.platform != "linux", reason="the tie is Linux's")
def test_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    program = (
        "import os, sys, time; from pathlib import Path; from beffroi.config.supervisor import Child\n"
        f"child = Child('clerk', [sys.executable, '-c', {FOREVER!r}], dict(os.environ), Path({str(tmp_path / 'log')!r}))\n"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    until(lambda: "up" in (tmp_path / "log").read_text())
    parent.kill()
    parent.communicate()
    until(lambda: not is_running(pid))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_asks_to_stop_once(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with stoppable():
        with pytest.raises(Stopped):
            os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)  # a second one, while we tidy up, changes nothing
    assert signal.getsignal(number) is before


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False)])
def test_health_is_asked_under_the_right_name(status: int, expected: bool) -> None:
    seen: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Host"])
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert is_healthy(server.server_port, "portal.example") is expected
        thread.join()
    assert seen == ["portal.example"]


def test_taken_port_is_named_with_its_variable() -> None:
    with socket.socket() as taken, socket.socket() as free:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        free.bind(("127.0.0.1", 0))
        ports = {"BEFFROI_PORTAL_PORT": free.getsockname()[1], "BEFFROI_SMTP_PORT": taken.getsockname()[1]}
        free.close()
        with pytest.raises(
            SupervisorError, match=rf"Port {ports['BEFFROI_SMTP_PORT']} is taken .* BEFFROI_SMTP_PORT\."
        ):
            refuse_taken(ports)


@pytest.mark.parametrize("ports", [{"A": 8000, "B": 8000}, {"A": 0}, {"A": 70000}])
def test_impossible_ports_are_refused(ports: dict[str, int]) -> None:
    with pytest.raises(SupervisorError):
        refuse_taken(ports)


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    first = demo_secrets.kept(path, {})
    assert first == demo_secrets.kept(path, {})
    assert set(first) == set(demo_secrets.NAMES)
    assert len(set(first.values())) == len(first)
    assert path.stat().st_mode & 0o777 == 0o600
    assert demo_secrets.kept(path, {"BEFFROI_SECRET": "mine"})["BEFFROI_SECRET"] == "mine"
    assert "mine" not in path.read_text()


def test_screen_is_plain_where_it_is_no_terminal() -> None:
    stream = StringIO()
    screen = Screen(stream)
    with screen.step("bread"):
        pass
    with pytest.raises(ValueError, match="burnt"), screen.step("toast"):
        raise ValueError("burnt")
    assert [line.split() for line in stream.getvalue().splitlines()] == [["bread", "0.0", "s"], ["toast", "…"]]
