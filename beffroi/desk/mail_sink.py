"""The acceptance environment's mail server: takes every mail and delivers none; the desk's mailbox shows them.

A small process of its own (`python -m beffroi.desk.mail_sink`), without Django. It listens on loopback only.
SMTP: RFC 5321; sizes RFC 1870; reply codes RFC 3463.
"""

import asyncio
import contextlib
import errno
import logging
import mailbox
import os
import re
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"
LARGEST_MAIL = 10 * 1024 * 1024  # bytes
MOST_RECIPIENTS = 100
MOST_MAILS = 1_000  # the oldest go first
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")
_STORAGE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES}


class Sink:
    """aiosmtpd's handler: the answer to each command, and what becomes of a mail."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.maildir = mailbox.Maildir(folder, create=True)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address and not is_address(address):
            return "553 5.1.7 The sender's address is not one"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not is_address(address):
            return "553 5.1.3 The recipient's address is not one"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # its name
        try:
            self.keep(envelope)
        except OSError as error:
            if error.errno not in _STORAGE:
                raise
            return "452 4.3.1 The mail could not be kept: no room, or no right to write"
        return "250 2.0.0 Kept"

    def keep(self, envelope: Envelope) -> None:
        """One file in the Maildir, with the envelope written above the mail's own headers."""
        content = envelope.content
        assert isinstance(content, bytes)
        above = [f"Return-Path: <{envelope.mail_from or ''}>"]
        above += [f"Delivered-To: {recipient}" for recipient in envelope.rcpt_tos]
        self.maildir.add("\r\n".join(above).encode() + b"\r\n" + content)
        self.forget_oldest()

    def forget_oldest(self) -> None:
        kept = sorted(self.maildir.keys())
        for key in kept[:-MOST_MAILS]:
            self.maildir.discard(key)


def is_address(text: str) -> bool:
    """Whether it reads as local-part@domain (RFC 5321 §4.1.2, without address literals and quoted strings)."""
    local, at, domain = text.rpartition("@")
    if not at or not 1 <= len(local) <= 64 or len(domain) > 253 or any(c in local for c in ' @"<>\r\n'):
        return False
    return bool(_DOMAIN.fullmatch(domain))


async def serve(folder: Path, port: int) -> None:
    """Until SIGTERM or SIGINT. Raises `OSError` when the port is taken."""
    loop = asyncio.get_running_loop()
    sink = Sink(folder)

    def session() -> SMTP:
        return SMTP(
            sink, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname="localhost", ident="Beffroi mail sink"
        )

    server = await loop.create_server(session, LOOPBACK, port)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    async with server:
        await ended.wait()


def main(environment: Mapping[str, str]) -> int:
    """Reads BEFFROI_SMTP_PORT and BEFFROI_MAIL_FOLDER as `config/settings.py` does, which this process does not load."""
    state = environment.get("BEFFROI_STATE") or ".state"
    folder = Path(environment.get("BEFFROI_MAIL_FOLDER") or f"{state}/mail")
    port = int(environment.get("BEFFROI_SMTP_PORT") or 8025)
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # what clients typed is in the answer, not in a log
    try:
        asyncio.run(serve(folder, port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.stderr.write(f"Port {port} is taken: choose another with BEFFROI_SMTP_PORT.\n")
        return 1
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(os.environ))
