"""The mail sink as a real process, spoken to in real SMTP."""

import mailbox
import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import psutil
import pytest

from beffroi.desk.mail_sink import LARGEST_MAIL, MOST_MAILS, Sink, is_address


@dataclass(frozen=True)
class Running:
    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    def client(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.port, timeout=10)

    def mails(self) -> list[mailbox.MaildirMessage]:
        return list(mailbox.Maildir(self.folder, create=False))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "BEFFROI_SMTP_PORT": str(port), "BEFFROI_MAIL_FOLDER": str(folder)}
    return subprocess.Popen([sys.executable, "-m", "beffroi.desk.mail_sink"], env=environment, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(port := free_port(), folder := tmp_path_factory.mktemp("mail") / "box", start(port, folder))
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", running.port)) == 0:
                break
        time.sleep(0.05)
    yield running
    running.process.terminate()
    assert running.process.wait(10) == 0
    assert running.process.stderr
    assert running.process.stderr.read() == b""
    running.process.stderr.close()


def _mail(text: str = "Code 12345678\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "beffroi@portal.invalid", "ada@cpas.example", "Votre code – Beffroi"
    mail.set_content(text)
    return mail


def test_a_mail_is_kept_with_its_envelope(sink: Running) -> None:
    with sink.client() as client:
        client.send_message(_mail("Été ß\n.\n..point\n"), to_addrs=["ada@cpas.example", "ben@cpas.example"])
    kept = sink.mails()[-1]
    assert kept.get_all("Delivered-To") == ["ada@cpas.example", "ben@cpas.example"]
    assert kept["Return-Path"] == "<beffroi@portal.invalid>"
    assert kept.get_payload(decode=True).decode() == "Été ß\n.\n..point\n"


def test_it_listens_on_loopback_only(sink: Running) -> None:
    listening = [c for c in psutil.Process(sink.process.pid).net_connections("tcp") if c.status == "LISTEN"]
    assert [c.laddr for c in listening] == [("127.0.0.1", sink.port)]


def test_it_stays_small(sink: Running) -> None:
    used = psutil.Process(sink.process.pid).memory_full_info()
    print(f"mail sink: {used.pss / 2**20:.1f} MiB PSS, {used.uss / 2**20:.1f} MiB USS")
    assert used.uss < 30 * 2**20


def test_a_mail_too_large_is_refused_when_announced(sink: Running) -> None:
    with sink.client() as client:
        client.ehlo()
        code, _ = client.mail("a@b.example", [f"SIZE={LARGEST_MAIL + 1}"])
    assert code == 552


def test_a_mail_too_large_is_refused_when_sent(sink: Running) -> None:
    before = len(sink.mails())
    with sink.client() as client:
        client.ehlo()
        client.mail("a@b.example")
        client.rcpt("c@d.example")
        assert client.data(b"Subject: x\r\n\r\n" + b"0123456789\r\n" * (LARGEST_MAIL // 12 + 1))[0] == 552
    assert len(sink.mails()) == before


@pytest.mark.parametrize(
    "address", ["ada", "ada@", "@cpas.example", "ada@-cpas.example", "ada@cpas..example", "a@b@c d"]
)
def test_what_is_no_address_is_refused(sink: Running, address: str) -> None:
    with sink.client() as client:
        client.ehlo()
        client.mail("a@b.example")
        assert client.docmd(f"RCPT TO:<{address}>")[0] in {501, 553}


@pytest.mark.parametrize("words", ["DATA", "RCPT TO:<a@b.example>", "MAIL", "NONSENSE", "VRFY ada", "\x80\xff"])
def test_words_out_of_order_or_unknown_get_a_refusal(sink: Running, words: str) -> None:
    with sink.client() as client:
        client.ehlo()
        client.send(words.encode("latin-1") + b"\r\n")
        assert 250 <= client.getreply()[0] < 600
        assert client.noop()[0] == 250


def test_a_taken_port_is_said_in_one_sentence(sink: Running, tmp_path: Path) -> None:
    process = start(sink.port, tmp_path / "mail")
    _, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert said.decode() == f"Port {sink.port} is taken: choose another with BEFFROI_SMTP_PORT.\n"


@pytest.mark.parametrize("address", ["ada@cpas.example", "a.b+c@localhost", "ß@x.example"])
def test_usual_addresses_are_addresses(address: str) -> None:
    assert is_address(address)


def test_the_oldest_mails_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beffroi.desk.mail_sink.MOST_MAILS", 3)
    assert MOST_MAILS > 3
    box = Sink(tmp_path / "box")
    keys = [box.maildir.add(f"Subject: {number}\r\n\r\n".encode()) for number in range(5)]
    box.forget_oldest()
    assert len(box.maildir) == 3
    assert keys[4] in box.maildir
