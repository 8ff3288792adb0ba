"""The whole demo, started as a newcomer starts it, on free ports and in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import httpx
import psycopg

from beffroi.kernel.postgres.place import settle
from beffroi.kernel.postgres.server import described

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 180  # seconds; how fast it really is belongs to the benchmark


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Town:
    state: Path
    portal_port: int = field(default_factory=free_port)
    identity_port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)
    eid_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    signed_in: dict[str, Any] = field(default_factory=dict)  # browsers' cookies, by user name

    @property
    def portal(self) -> str:
        return f"http://localhost:{self.portal_port}"

    @property
    def identity(self) -> str:
        return f"http://localhost:{self.identity_port}"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("BEFFROI_") and k != "DATABASE_URL"}
        return inherited | {
            "BEFFROI_STATE": str(self.state),
            "BEFFROI_PORTAL_PORT": str(self.portal_port),
            "BEFFROI_IDENTITY_PORT": str(self.identity_port),
            "BEFFROI_SMTP_PORT": str(self.smtp_port),
            "BEFFROI_EID_RESPONDER_PORT": str(self.eid_port),
        }

    @property
    def screen(self) -> str:
        return (self.state / "screen.txt").read_text(errors="replace")

    def start(self, *words: str) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        with (self.state / "screen.txt").open("wb") as screen:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "beffroi.config.cli", "demo", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=screen,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + READY_WITHIN
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"The demo did not start:\n{self.screen}")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return all(httpx.get(f"{origin}/healthz").status_code == 200 for origin in (self.portal, self.identity))
        except httpx.HTTPError:
            return False

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)

    def ask(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """What the database holds, asked as its owner: the last witness of what a journey did. Also moves what a
        journey cannot wait for, such as the end of a code's five minutes."""
        server = described(settle(self.state / "database"))
        assert server is not None
        with psycopg.connect(server.url_for("beffroi")) as connection:
            answer = connection.execute(statement, values or None)
            return answer.fetchall() if answer.description else []

    def logged(self) -> str:
        """Everything the town's processes wrote."""
        return "".join(file.read_text(errors="replace") for file in sorted((self.state / "log").glob("*.log")))

    def kill(self, part: str) -> None:
        """Ends one process of the town at once, as a crash would; `part` stands in its command line."""
        assert self.process is not None
        for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            if part in Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode():
                os.kill(int(child), signal.SIGKILL)
                return
        raise AssertionError(f"No process of the town is called {part}.")
