"""The repository as the house tests read it: files of ours, once, and rules with their own proof."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON_FOLDERS = ("beffroi", "tests", "benchmarks")


@dataclass(frozen=True)
class Source:
    """`path`: relative to the repository, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a file must not hold. `bad` (path, text) must be refused and `good` pass: a check that cannot fail is none."""

    name: str
    faults: Callable[[Source], Iterator[str]]
    bad: tuple[str, str]
    good: tuple[str, str]

    def judge(self, sources: tuple[Source, ...]) -> list[str]:
        return [f"{source.path}: {fault}" for source in sources for fault in self.faults(source)]


@cache
def python() -> tuple[Source, ...]:
    """Ours, without migrations (made by a machine, then history)."""
    return tuple(
        _read(path) for path in _files(".py") if path.startswith(PYTHON_FOLDERS) and "/migrations/" not in path
    )


@cache
def templates() -> tuple[Source, ...]:
    return tuple(_read(path) for path in _files(".html", ".txt") if "/templates/" in path)


def _read(path: str) -> Source:
    return Source(path, (ROOT / path).read_text())


@cache
def _files(*endings: str) -> list[str]:
    """What git would commit; the tree itself where there is no git (an unpacked archive)."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        listed = [str(path.relative_to(ROOT)) for folder in PYTHON_FOLDERS for path in (ROOT / folder).rglob("*")]
    return sorted({path for path in listed if path.endswith(endings) and (ROOT / path).is_file()})
