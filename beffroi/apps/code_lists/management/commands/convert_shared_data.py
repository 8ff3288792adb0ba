"""Makes the tables under `data/` anew from the source files: `./dev beffroi manage convert_shared_data [--check]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beffroi.apps.code_lists.management.conversion import converted

TABLES = Path(__file__).parents[2] / "data"


class Command(BaseCommand):
    help = "Makes the code list tables anew from the source files in BEFFROI_SHARED."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say what differs; exit 1 when something does")

    def handle(self, *args: Any, **options: Any) -> None:
        data = Path(settings.SHARED) / "data"
        if not (data / "SOURCES.md").exists():
            raise CommandError(
                f"There are no source files in {data}. Set BEFFROI_SHARED to the folder that holds them."
            )
        differing = [
            key for key, text in converted(data).items() if _is_new(TABLES / f"{key}.csv", text, options["check"])
        ]
        for key in differing:
            self.stdout.write(key)
        if differing and options["check"]:
            raise CommandError(f"{len(differing)} tables differ from a fresh conversion.")


def _is_new(path: Path, text: str, only_check: bool) -> bool:
    content = text.encode()
    if path.exists() and path.read_bytes() == content:
        return False
    if not only_check:
        path.write_bytes(content)
    return True
