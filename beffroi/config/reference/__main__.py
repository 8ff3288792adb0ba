"""`python -m beffroi.config.reference` writes the pages; with `--check` it only compares, and exits 1 on a difference."""

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs" / "reference"


def main(words: list[str]) -> int:
    import django

    django.setup()
    from beffroi.config.reference.pages import rendered

    pages = rendered()
    stale = [name for name, text in pages.items() if _read(FOLDER / name) != text]
    if "--check" in words:
        for name in stale:
            print(f"docs/reference/{name} is not what the code says; run ./dev docs", file=sys.stderr)
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(pages[name])
        print(f"docs/reference/{name}")
    return 0


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beffroi.config.settings")
    sys.exit(main(sys.argv[1:]))
