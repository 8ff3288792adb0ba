"""Progress on screen: one line a step with its seconds, redrawn on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Screen:
    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.is_terminal = self.stream.isatty()
        self.begun = time.monotonic()

    def line(self, text: str = "") -> None:
        self._write(f"{text}\n")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Shows `name` while the block runs, then its seconds; a block that raises leaves the name without them."""
        begun = time.monotonic()
        if self.is_terminal:
            self._write(f"  {name} …")
        try:
            yield
        except BaseException:
            self._write("\n" if self.is_terminal else f"  {name} …\n")
            raise
        start = "\r" if self.is_terminal else ""
        self._write(f"{start}  {name:<46}{time.monotonic() - begun:6.1f} s\n")

    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
