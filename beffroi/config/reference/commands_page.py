"""The gestures of `./dev` and the commands of `beffroi`, from their own data."""

import inspect
from itertools import chain

from beffroi.config import cli
from beffroi.config.gestures import CHECKS, GESTURES
from beffroi.config.reference.pages import page, table


def commands_page() -> str:
    gestures = [(f"`./dev {gesture.name}`", gesture.line) for gesture in GESTURES]
    commands = [
        (f"`beffroi {command.name} {command.words}`".replace(" `", "`"), command.line) for command in cli.COMMANDS
    ]
    checks = ", ".join(step.name for step in CHECKS)
    return page(
        "Command line",
        "## Gestures of engineers",
        table(("gesture", "what it does"), gestures),
        f"`./dev check` runs, in this order: {checks}. Names choose some of them: `./dev check lint types`.",
        "## Commands of operators",
        "`./dev beffroi …` runs the same command from a working copy.",
        table(("command", "what it does"), commands),
        _exit_codes(),
    )


def _exit_codes() -> str:
    paragraphs = (inspect.getdoc(cli) or "").split("\n\n")
    sentences = chain.from_iterable(text.split("\n") for text in paragraphs if text.startswith("Exit codes"))
    return " ".join(sentences)
