"""`beffroi purge`: the upkeep that the worker does by the clock, done now."""

import inspect

import django

from beffroi.config.commands.words import Words
from beffroi.config.supervisor.screen import Screen


def main(words: list[str]) -> int:
    Words(prog="beffroi purge").parse_args(words)
    django.setup()
    from procrastinate.contrib.django import app

    from beffroi.kernel.clock import now

    screen = Screen()
    for (name, _), periodic in sorted(app.periodic_registry.periodic_tasks.items()):
        if periodic.task.queue == "upkeep" and not inspect.iscoroutinefunction(periodic.task.func):
            with screen.step(name):
                periodic.task.func(timestamp=int(now().timestamp()))
    return 0
