"""The console command and the gestures: every word known, every foreseeable trouble one sentence."""

import errno
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db.utils import OperationalError

from beffroi.config import cli, gestures
from beffroi.config.supervisor.errors import SupervisorError
from beffroi.kernel.env import SettingError
from beffroi.kernel.postgres import PostgresError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.name)
def test_every_command_is_there_and_in_the_help(command: cli.Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(importlib.import_module(f"beffroi.config.commands.{command.module}").main)
    assert cli.main(["help"]) == 0
    assert f"  {command.name} " in capsys.readouterr().out


@pytest.mark.parametrize("gesture", gestures.GESTURES, ids=lambda gesture: gesture.name)
def test_every_gesture_is_in_the_help(gesture: gestures.Gesture, capsys: pytest.CaptureFixture[str]) -> None:
    assert gestures.main([]) == 0
    assert f"  {gesture.name:<10}{gesture.line}" in capsys.readouterr().out


def test_unknown_words_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["dance"]) == cli.WRONG_WORDS
    assert gestures.main(["dance"]) == 2
    assert cli.main(["serve", "bakery"]) == cli.NOT_DONE
    assert cli.main(["demo", "--fast"]) == cli.NOT_DONE
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "There is no command “dance”."
    assert said[1] == "There is no gesture “dance”."
    assert said[2].startswith("beffroi serve: ")
    assert "Traceback" not in "".join(said)


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), cli.NOT_DONE, "The disk is full: /x/y"),
        (SettingError("BEFFROI_X takes a number."), cli.CONFIGURATION, "BEFFROI_X takes a number."),
        (
            OperationalError("connection refused\nIs it up?"),
            cli.DATABASE,
            "The database (DATABASE_URL) does not answer",
        ),
        (PostgresError("No."), cli.NOT_DONE, "No."),
        (SupervisorError("No."), cli.NOT_DONE, "No."),
        (CommandError("No."), cli.NOT_DONE, "No."),
        (KeyboardInterrupt(), cli.INTERRUPTED, ""),
    ],
)
def test_foreseeable_error_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, sentence: str
) -> None:
    def fail(words: list[str]) -> int:
        raise error

    monkeypatch.setattr("beffroi.config.commands.purge.main", fail)
    assert cli.main(["purge"]) == code
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert len(said.splitlines()) <= 1


def test_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(words: list[str]) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("beffroi.config.commands.purge.main", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main(["purge"])


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "beffroi.config.cli", *words]
    return subprocess.run(
        command, env={**os.environ, **environment}, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


def test_wrong_setting_is_one_sentence_with_its_name() -> None:
    done = run("migrate", BEFFROI_PORTAL_PORT="eight")
    assert done.returncode == cli.CONFIGURATION
    assert done.stderr.startswith("BEFFROI_PORTAL_PORT takes a whole number")
    assert len(done.stderr.splitlines()) == 1


def test_absent_database_is_one_sentence() -> None:
    done = run("migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == cli.DATABASE
    assert done.stderr.startswith("The database (DATABASE_URL) does not answer")
    assert "Traceback" not in done.stderr


def test_production_does_not_start_with_demonstration_secrets() -> None:
    done = run("serve", "portal", BEFFROI_ENVIRONMENT="production")
    assert done.returncode == cli.CONFIGURATION
    for name in ("BEFFROI_SECRET", "BEFFROI_SEAL_KEY", "BEFFROI_PORTAL_ORIGIN", "BEFFROI_SMTP_STARTTLS"):
        assert name in done.stderr


def test_every_reason_against_production_is_listed() -> None:
    done = run("check-production", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == cli.CONFIGURATION
    for name in ("BEFFROI_ENVIRONMENT", "BEFFROI_SECRET", "DATABASE_URL"):
        assert f"- {name}" in done.stdout


def test_demonstration_does_not_run_in_production() -> None:
    assert "acceptance environment only" in run("demo", BEFFROI_ENVIRONMENT="production").stderr
    assert "do not go into production" in run("prepare", "--demonstration", BEFFROI_ENVIRONMENT="production").stderr


def test_check_names_the_failed_step_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    good, bad = (sys.executable, "-c", ""), (sys.executable, "-c", "raise SystemExit(1)")
    steps = (gestures.Step("first", bad), gestures.Step("second", good))
    monkeypatch.setattr(gestures, "CHECKS", steps)
    assert gestures.check([]) == 1
    assert "second: passed" in (said := capfd.readouterr().out)
    assert "check: 1 of 2 passed; failed: first" in said
    assert gestures.check(["second"]) == 0
    assert gestures.check(["third"]) == 1


def test_absent_browser_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tried: list[tuple[str, ...]] = []
    monkeypatch.setattr(gestures.shutil, "which", lambda name: None if name == "chromium" else f"/usr/bin/{name}")
    monkeypatch.setattr(gestures, "_playwrights_own", lambda: False)
    monkeypatch.setattr(gestures.os, "geteuid", lambda: 0)
    monkeypatch.setattr(gestures.subprocess, "run", lambda command, **_: tried.append(tuple(command)))
    assert gestures.test([]) == 1
    assert [command[:2] for command in tried[:2]] == [("apt-get", "update"), ("apt-get", "install")]
    assert tried[2][1:] == ("-m", "playwright", "install", "chromium")
    assert "No browser could be installed" in capsys.readouterr().err


def test_journeys_left_out_need_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gestures.shutil, "which", lambda _: None)
    monkeypatch.setattr(gestures, "_playwrights_own", lambda: False)
    assert gestures._has_browser(["-m", "not journey"])
