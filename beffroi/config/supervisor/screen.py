"""Progress on screen: one line a step with its seconds, redrawn on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

Tell = Callable[[str], None]
_WIDTH = 46


class Screen:
    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.is_terminal = self.stream.isatty()
        self.begun = time.monotonic()

    def line(self, text: str = "") -> None:
        self._write(f"{text}\n")

    @contextmanager
    def step(self, name: str) -> Iterator[Tell]:
        """Shows `name` while the block runs, then its seconds; a block that raises leaves the name without them.

        The block is given a function that shows what it is at, on a terminal.
        """
        begun = time.monotonic()
        self._redraw(f"  {name} …")
        try:
            yield lambda what: self._redraw(f"  {name}: {what}"[: _WIDTH + 1] + " …")
        except BaseException:
            self._write("\n" if self.is_terminal else f"  {name} …\n")
            raise
        self._redraw("")
        self._write(f"  {name:<{_WIDTH}}{time.monotonic() - begun:6.1f} s\n")

    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    def _redraw(self, text: str) -> None:
        if self.is_terminal:
            self._write(f"\r{text:<{_WIDTH + 8}}" + ("" if text else "\r"))

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
