"""One supervised process: its command, its log, its restarts."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_LARGEST_LOG = 5 * 1024 * 1024  # bytes; the one before is kept
RESTARTS, WITHIN = 3, 60.0  # seconds
_PATIENCE = 8.0  # seconds for an orderly end


@dataclass(slots=True)
class Child:
    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=RESTARTS))
    due_at: float = 0.0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        tied = [sys.executable, "-m", "beffroi.config.supervisor.tied", str(os.getpid()), *self.command]
        with self.log.open("ab") as log:
            # Its own session: Ctrl-C reaches the supervisor alone, which ends the children in order.
            self.process = subprocess.Popen(
                tied, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment, start_new_session=True
            )
        self.due_at = 0.0

    @property
    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> bool:
        """After a death: when to start again, a little later each time. False when it died too often in a minute."""
        self._end_group()
        self.process = None
        now = time.monotonic()
        if len(self.restarts) == RESTARTS and now - self.restarts[0] < WITHIN:
            return False
        recent = sum(now - at < WITHIN for at in self.restarts)
        self.restarts.append(now)
        self.due_at = now + 0.3 * 2**recent
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Waits for the end that `ask_to_stop` asked for, then makes sure nothing of it is left."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_PATIENCE)
        self._end_group()
        self.process.wait()
        self.process = None

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def _end_group(self) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)  # a worker left behind would hold the port
