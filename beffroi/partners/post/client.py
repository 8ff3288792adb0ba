"""Letters go to the hot folder of a printing service: a PDF, then a JSON ticket that says it is complete.

Both appear by renaming, the ticket last, so the service never reads half a file. Nothing of a letter stays with us.
"""

import json
import os
import re
from pathlib import Path

from django.conf import settings

from beffroi.partners.post.messages import Letter

_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,60}")


def post(letter: Letter) -> Path:
    """The ticket's path. Posting the same reference again replaces the letter. Raises `OSError`."""
    if not _REFERENCE.fullmatch(letter.reference):
        raise ValueError("A letter's reference holds letters, digits and hyphens only.")
    folder = Path(settings.POST_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ticket = {
        "kind": letter.kind,
        "reference": letter.reference,
        "recipient": letter.recipient,
        "addressee": letter.addressee,
        "language": letter.language,
        "written_on": letter.written_on.isoformat(),
        "file": f"{letter.reference}.pdf",
    }
    _write(folder / f"{letter.reference}.pdf", letter.pdf)
    path = folder / f"{letter.reference}.json"
    _write(path, json.dumps(ticket, ensure_ascii=False, indent=1).encode())
    return path


def look() -> None:
    """Raises `OSError` when no letter could be laid into the folder now."""
    folder = Path(settings.POST_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(folder)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 - with a mode
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
