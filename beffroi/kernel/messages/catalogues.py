"""The four catalogues: read, brought up to date, written the same way each time, compiled."""

import fcntl
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from beffroi.kernel.messages.sources import Found, Key

LANGUAGES = ("fr", "nl", "de", "en")
SOURCE_LANGUAGE = "en"
_PLURAL_FORMS = {"fr": "nplurals=2; plural=(n > 1);"}
_HEADER = """\
# Beffroi, {language}. Written by `./dev messages`; edit translations here or import them from a YAML file.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


class Catalogues:
    """The catalogue of each language under `locale`. Change them within `locked()`."""

    def __init__(self, locale: Path) -> None:
        self.locale = locale

    def po(self, language: str) -> Path:
        return self.locale / language / "LC_MESSAGES" / "django.po"

    def read(self, language: str) -> Catalog:
        path = self.po(language)
        if not path.exists():
            return Catalog(locale=language)
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)

    def write(self, language: str, catalog: Catalog) -> None:
        body = io.BytesIO()
        write_po(
            body, catalog, width=110, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False
        )
        plural = _PLURAL_FORMS.get(language, "nplurals=2; plural=(n != 1);")
        content = _HEADER.format(language=language, plural=plural).encode() + body.getvalue().lstrip(b"\n")
        path = self.po(language)
        if path.exists() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time; the lock is on the folder itself, so nothing is left behind."""
        self.locale.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.locale, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def key_of(message: Message) -> Key:
    return Key(message.id if isinstance(message.id, str) else message.id[0], message.context or "")


def messages(catalog: Catalog) -> dict[Key, Message]:
    return {key_of(message): message for message in catalog if message.id}


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def updated(language: str, old: Catalog, found: Found, *, keep_unused: bool) -> Catalog:
    """A catalogue of what the sources ask for, with the translations that `old` has for exactly these."""
    known = messages(old)
    new = Catalog(locale=language)
    for key, wanted in found.wanted.items():
        before = strings(known[key]) if key in known else []
        forms = [key.id, wanted.plural] if wanted.plural else [key.id]
        if language == SOURCE_LANGUAGE:
            before = forms
        same_shape = len(before) == len(forms)
        add(new, key, wanted.plural, before if same_shape else [""] * len(forms), sorted(wanted.files))
        if same_shape and key in known and known[key].fuzzy:
            messages(new)[key].flags.add("fuzzy")
    if keep_unused:
        for key in known.keys() - found.wanted.keys():
            plural = "" if isinstance(known[key].id, str) else known[key].id[1]
            add(new, key, plural, strings(known[key]), [name for name, _ in known[key].locations])
    return new


def add(catalog: Catalog, key: Key, plural: str, translations: list[str], files: list[str]) -> None:
    catalog.add(
        (key.id, plural) if plural else key.id,
        tuple(translations) if plural else translations[0],
        locations=[(name, 0) for name in files],
        context=key.context or None,
    )


def compile_stale(locale: Path) -> list[Path]:
    """Writes each compiled catalogue that is missing or older than its source; returns those written."""
    catalogues, written = Catalogues(locale), []
    for language in LANGUAGES:
        po = catalogues.po(language)
        mo = po.with_suffix(".mo")
        if not po.exists() or (mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns):
            continue
        body = io.BytesIO()
        read_at = po.stat().st_mtime_ns
        write_mo(body, catalogues.read(language))
        _replace(mo, body.getvalue())
        os.utime(mo, ns=(read_at, read_at))  # a translation saved meanwhile is newer than this
        written.append(mo)
    return written


def _replace(path: Path, content: bytes) -> None:
    """At once, so that a reader beside us never sees half a file."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
