"""The last commits say which part they touch and what they do: `area: Verb …`, sixty characters at most."""

import re
import subprocess

import pytest

from tests.house.source import ROOT

SUBJECT = re.compile(r"[a-z][a-z_./ -]*: [A-Z][a-z]+,? .+")
LONGEST, LOOKED_AT = 60, 50


def faults(subjects: list[str]) -> list[str]:
    return [text for text in subjects if len(text) > LONGEST or not SUBJECT.fullmatch(text)]


def test_the_last_commits_read_like_sentences() -> None:
    try:
        command = ["git", "log", "--no-merges", f"-{LOOKED_AT}", "--format=%s"]
        log = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This tree has no git history.")
    assert faults(log.splitlines()) == []


@pytest.mark.parametrize("subject", ["fix", "fixup! kernel: Add it", "Kernel: add it", "kernel: Add " + "x" * 60])
def test_another_style_is_found(subject: str) -> None:
    assert faults([subject]) == [subject]


def test_a_good_subject_passes() -> None:
    assert faults(["identity: Refuse a code after five minutes"]) == []
