"""The whole demo, started as a newcomer starts it, on free ports and in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

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
    process: subprocess.Popen[bytes] | None = None

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

    def mailed_code(self, address: str, after: float) -> str:
        """The newest code mailed to `address` since `after` (monotonic file time); waits for the worker."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for mail in sorted((self.state / "mail" / "new").glob("*"), key=lambda file: file.stat().st_mtime, reverse=True):
                text = mail.read_text(errors="replace")
                if mail.stat().st_mtime >= after and address in text and (code := re.search(r"\b(\d{8})\b", text)):
                    return code[1]
            time.sleep(0.1)
        raise AssertionError(f"No code was mailed to {address}.")
