"""The gestures of `./dev`: what an engineer does by hand, each one line in `./dev help`."""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TEST_STATE = ROOT / ".state" / "postgres"


@dataclass(frozen=True, slots=True)
class Gesture:
    name: str
    line: str
    run: Callable[[list[str]], int]


@dataclass(frozen=True, slots=True)
class Step:
    """One part of `./dev check`: a name, and a command that succeeds when all is well."""

    name: str
    command: tuple[str, ...]


def _module(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


def _tool(name: str, *words: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).parent / name), *words)


# Makemigrations compares with the files; that no database answers it is no news.
_SILENT_DATABASE = (sys.executable, "-W", "ignore:Got an error checking:RuntimeWarning", "-m")

CHECKS = (
    Step("lint", _tool("ruff", "check")),
    Step("format", _tool("ruff", "format", "--check")),
    Step("types", _tool("mypy")),
    Step("templates", _tool("djlint", "beffroi", "--lint", "--quiet")),
    Step("borders", _tool("lint-imports")),
    Step("messages", _module("beffroi.kernel.messages", "--check")),
    Step("migrations", (*_SILENT_DATABASE, "beffroi.config.cli", "manage", "makemigrations", "--check", "--dry-run")),
    Step("house", _tool("pytest", "tests/house", "-q", "-m", "not journey")),
    Step("docs", _module("beffroi.config.reference", "--check")),
)


def check(words: list[str]) -> int:
    """Runs every check, or those named; a check whose subject is not there yet says so and does not fail."""
    chosen = [step for step in CHECKS if not words or step.name in words]
    failed = [step.name for step in chosen if not _passes(step)]
    print(
        f"check: {len(chosen) - len(failed)} of {len(chosen)} passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed or not chosen else 0


def _passes(step: Step) -> bool:
    if absent := _absent(step):
        print(f"— {step.name}: {absent} is not there", flush=True)
        return True
    print(f"— {step.name}", flush=True)
    begun = time.monotonic()
    done = subprocess.run(step.command, cwd=ROOT, check=False)
    print(
        f"  {step.name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - begun:.1f} s",
        flush=True,
    )
    return done.returncode == 0


def _absent(step: Step) -> str:
    if step.name == "docs" and importlib.util.find_spec("beffroi.config.reference") is None:
        return "beffroi.config.reference"
    if step.name == "house" and not (ROOT / "tests" / "house").is_dir():
        return "tests/house"
    return ""


def test(words: list[str]) -> int:
    """pytest with the browser's journeys, on every core; words are pytest's own (`-n 0`: on one)."""
    if not _has_browser(words):
        return 1
    return subprocess.run(
        _tool("pytest", "--durations=20", "-n", "auto", "--dist", "loadfile", *words), cwd=ROOT, check=False
    ).returncode


def _has_browser(words: list[str]) -> bool:
    """Debian's Chromium when root may install it, else Playwright's own; journeys left out need none."""
    if "not journey" in words or shutil.which("chromium") or _playwrights_own():
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("The browser for the journeys is not here: installing Debian's chromium.", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("apt-get", "update", "-q"), ("apt-get", "install", "-q", "-y", "chromium")):
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)
        if shutil.which("chromium"):
            return True
    print("Installing Playwright's own Chromium.", flush=True)
    subprocess.run(_module("playwright", "install", "chromium"), check=False)
    if _playwrights_own():
        return True
    print(
        "No browser could be installed, and the journeys need one. Install chromium by hand,"
        " or leave the journeys out: ./dev test -m 'not journey'",
        file=sys.stderr,
    )
    return False


def _playwrights_own() -> bool:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "") or Path.home() / ".cache" / "ms-playwright")
    return any(folder.glob("chromium*/*/chrome*"))


def fix(words: list[str]) -> int:
    """What a machine can mend: lint, format, catalogues."""
    commands = (
        _tool("ruff", "check", "--fix", *words),
        _tool("ruff", "format", *words),
        _module("beffroi.kernel.messages"),
    )
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands)


def messages(words: list[str]) -> int:
    from beffroi.kernel.messages.__main__ import main

    return main(words)


def docs(words: list[str]) -> int:
    return _in_python("beffroi.config.reference", words)


def bench(words: list[str]) -> int:
    return _in_python("benchmarks", words)


def _in_python(module: str, words: list[str]) -> int:
    if importlib.util.find_spec(module) is None:
        print(f"{module} is not there.", file=sys.stderr)
        return 1
    _compile_messages()
    return subprocess.run(_module(module, *words), cwd=ROOT, check=False).returncode


def demo(words: list[str]) -> int:
    return beffroi(["demo", *words])


def beffroi(words: list[str]) -> int:
    from beffroi.config.cli import main

    return main(words)


def stop(words: list[str]) -> int:
    """The demonstration, should it still run, and the tests' database."""
    from beffroi.kernel.postgres import PostgresError
    from beffroi.kernel.postgres import stop as stop_database

    try:
        ended = [folder for folder in (_TEST_STATE, _demo_database()) if stop_database(folder)]
    except PostgresError as sentence:
        print(sentence, file=sys.stderr)
        return 1
    print("\n".join(f"stopped the database in {folder}" for folder in ended) or "nothing was running")
    return 0


def _demo_database() -> Path:
    return Path(os.environ.get("BEFFROI_STATE", "") or ROOT / ".state") / "database"


def help(words: list[str]) -> int:
    print("Beffroi: ./dev GESTURE [words]\n")
    print("\n".join(f"  {gesture.name:<10}{gesture.line}" for gesture in GESTURES))
    return 0


GESTURES = (
    Gesture("demo", "start everything with demonstration data; --reset begins anew, Ctrl-C stops", demo),
    Gesture("test", "all tests with the browser's journeys; words go to pytest (-m 'not journey' is quicker)", test),
    Gesture(
        "check", "lint, format, types, templates, borders, messages, migrations, house, docs; or those named", check
    ),
    Gesture("fix", "mend what a machine can: lint, format, message catalogues", fix),
    Gesture(
        "messages",
        "bring the four catalogues up to date; --import FILE, --missing [fr nl de], --check, compile",
        messages,
    ),
    Gesture("docs", "write the generated reference; --check only compares", docs),
    Gesture("bench", "measure against the budgets; [subject] [--json]", bench),
    Gesture("beffroi", "the project's own console command, as operators have it; ./dev beffroi help", beffroi),
    Gesture("stop", "stop databases left running by the tests or by a killed demonstration", stop),
    Gesture("help", "this list", help),
)


def _compile_messages() -> None:
    from beffroi.kernel.messages.catalogues import compile_stale

    compile_stale(ROOT / "beffroi" / "locale")


def main(arguments: list[str]) -> int:
    name, *words = arguments or ["help"]
    gesture = next((gesture for gesture in GESTURES if gesture.name == name.removeprefix("--")), None)
    if gesture is None:
        print(f"There is no gesture “{name}”.", file=sys.stderr)
        help([])
        return 2
    if gesture.name in {"test", "check", "beffroi"}:
        _compile_messages()
    return gesture.run(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
