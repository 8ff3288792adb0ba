"""Reading what the mail sink kept (Maildir), newest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path

SHOWN = 50  # mails on one page
LARGEST = 256 * 1024  # bytes of one text that are shown
_CODE = re.compile(r"(?<!\d)\d{4} ?\d{4}(?!\d)")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._,=-]{0,199}")


@dataclass(frozen=True, slots=True)
class Mail:
    """`key`: the file's name. `code`: eight digits found in the text, or empty."""

    key: str
    recipients: tuple[str, ...]
    sender: str
    subject: str
    received_at: datetime
    text: str
    html: str
    code: str

    @property
    def parts_of_text(self) -> tuple[str, str, str]:
        """Before the code, the code as written, after it."""
        found = _CODE.search(self.text)
        return (self.text[: found.start()], found[0], self.text[found.end() :]) if found else (self.text, "", "")


def mails(folder: Path, recipient: str = "") -> list[Mail]:
    """The newest `SHOWN`, of one recipient or of all. Empty when nothing ever came."""
    found: list[Mail] = []
    for path in _newest_first(folder):
        mail = _read(path)
        if mail and (not recipient or recipient in mail.recipients):
            found.append(mail)
        if len(found) == SHOWN:
            break
    return found


def recipients(folder: Path) -> list[str]:
    """Everybody who has mail, in alphabetical order."""
    return sorted({name for path in _newest_first(folder) for name in _envelope(path)})


def mail_with(folder: Path, key: str) -> Mail | None:
    if not _KEY.fullmatch(key):
        return None
    return next((_read(path) for path in _newest_first(folder) if path.name == key), None)


def newest(folder: Path) -> str:
    """The key of the mail that came last; changes when another comes."""
    return next((path.name for path in _newest_first(folder)), "")


def _newest_first(folder: Path) -> Iterator[Path]:
    files = [path for part in ("new", "cur") if (folder / part).is_dir() for path in (folder / part).iterdir()]
    dated = sorted(((_changed(path), path.name, path) for path in files), reverse=True)
    return (path for changed, _, path in dated if changed)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:  # the sink forgets the oldest meanwhile
        return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _envelope(path: Path) -> list[str]:
    head, _, _ = _bytes(path).partition(b"\r\n\r\n")
    return re.findall(r"(?m)^Delivered-To: (\S+)", head.decode("utf-8", "replace"))


def _read(path: Path) -> Mail | None:
    if not (content := _bytes(path)):
        return None
    message = message_from_bytes(content, policy=policy)
    text = _body(message, "plain")
    found = _CODE.search(text)
    return Mail(
        key=path.name,
        recipients=tuple(str(value) for value in message.get_all("Delivered-To", [])),
        sender=str(message.get("From", "")),
        subject=str(message.get("Subject", "")),
        received_at=datetime.fromtimestamp(_changed(path) / 1e9, UTC),
        text=text,
        html=_body(message, "html"),
        code=found[0].replace(" ", "") if found else "",
    )


def _body(message: EmailMessage, kind: str) -> str:
    try:
        part = message.get_body((kind,))
        content = part.get_content() if part else ""
    except (LookupError, ValueError, KeyError):  # an unknown character set or encoding: sent by no mail of ours
        return ""
    return content[:LARGEST] if isinstance(content, str) else ""
