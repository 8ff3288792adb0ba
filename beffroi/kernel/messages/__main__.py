"""The gesture `./dev messages`."""

import argparse
import sys
from pathlib import Path

from beffroi.kernel.messages.catalogues import LANGUAGES, SOURCE_LANGUAGE, Catalogues, compile_stale, updated
from beffroi.kernel.messages.checks import problems
from beffroi.kernel.messages.imports import import_file, missing
from beffroi.kernel.messages.sources import Found, collect

_PACKAGE = Path(__file__).parents[2]
_TRANSLATED = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


def main(arguments: list[str] | None = None, package: Path = _PACKAGE) -> int:
    given = _parser().parse_args(arguments)
    catalogues = Catalogues(package / "locale")
    if given.what == "compile":
        compile_stale(catalogues.locale)
        return 0
    found = collect(package)
    if given.missing is not None:
        sys.stdout.write(missing(catalogues, found, given.missing or _TRANSLATED))
        return 0
    if given.check:
        return _check(catalogues, found)
    with catalogues.locked():
        return _import(catalogues, found, given.import_) if given.import_ else _extract(catalogues, found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev messages", description="Message catalogues in fr, nl, de and en.")
    parser.add_argument("what", nargs="?", default="extract", choices=["extract", "compile"])
    parser.add_argument("--import", dest="import_", type=Path, nargs="+", metavar="FILE", help="translations, YAML")
    parser.add_argument("--missing", nargs="*", choices=_TRANSLATED, metavar="LANGUAGE", help="what is untranslated")
    parser.add_argument("--check", action="store_true", help="fail on anything missing, unused or ill-formed")
    return parser


def _extract(catalogues: Catalogues, found: Found) -> int:
    for sentence in found.unreadable:
        _say(f"not read, so nothing is dropped: {sentence}")
    for language in LANGUAGES:
        new = updated(language, catalogues.read(language), found, keep_unused=bool(found.unreadable))
        catalogues.write(language, new)
    compile_stale(catalogues.locale)
    _say(f"{len(found.wanted)} messages in {len(LANGUAGES)} catalogues")
    return 0


def _import(catalogues: Catalogues, found: Found, paths: list[Path]) -> int:
    refused: list[str] = []
    for path in paths:
        result = import_file(catalogues, path, found)
        refused += result.refused
        _say(f"{path}: {result.changed} translations changed, {len(result.refused)} entries refused")
    compile_stale(catalogues.locale)
    for sentence in refused:
        _say(f"refused: {sentence}")
    return 1 if refused else 0


def _check(catalogues: Catalogues, found: Found) -> int:
    faults = list(problems(catalogues, found))
    for fault in faults:
        _say(fault)
    _say(f"{len(found.wanted)} messages, {len(faults)} faults")
    return 1 if faults else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
