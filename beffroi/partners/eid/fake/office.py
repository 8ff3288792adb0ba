"""The test authority on disk: made once, read by its responder and by whoever issues cards.

trust/*.pem       root, citizen and foreigner authorities: what BEFFROI_EID_TRUST names
authority/*.key   their private keys
cards/*.json      issued cards (`StoredCard`)
revoked           serial numbers of revoked certificates, one a line
port              where OCSP and CRL are; written last: without it the folder is made anew
"""

import base64
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from beffroi.partners.eid.fake.pki import Authority, Card, Key, Pki

AUTHORITIES = ("root", "citizens", "foreigners")


@dataclass(frozen=True, slots=True)
class StoredCard:
    """`state`: what the card is made to show (`valid`, `revoked`, `expired`, `no_certificate`, `stranger`).

    `certificate`: DER in base64, empty without one; `key`: PEM.
    """

    code: str
    name: str
    state: str
    certificate: str
    key: str

    @property
    def card(self) -> Card:
        certificate = x509.load_der_x509_certificate(base64.b64decode(self.certificate))
        return Card(certificate, _key(self.key.encode()))


@dataclass(frozen=True, slots=True)
class Office:
    folder: Path
    pki: Pki

    @classmethod
    def opened(cls, folder: Path, port: int, at: datetime) -> "Office":
        """Made anew when it does not exist, is unfinished, or was made for another port: its cards name the port."""
        place = folder / "port"
        if not place.exists() or place.read_text() != str(port):
            shutil.rmtree(folder, ignore_errors=True)
            _make(folder, port, at)
        return cls.read(folder, at)

    @classmethod
    def read(cls, folder: Path, at: datetime) -> "Office":
        pki = _pki(int((folder / "port").read_text()), at)
        for name in AUTHORITIES:
            [certificate] = x509.load_pem_x509_certificates((folder / "trust" / f"{name}.pem").read_bytes())
            key = _key((folder / "authority" / f"{name}.key").read_bytes())
            setattr(pki, name, Authority(certificate, key))
        pki.revoked = {int(line) for line in (folder / "revoked").read_text().split()}
        return cls(folder, pki)

    def store(self, code: str, name: str, state: str, card: Card | None) -> StoredCard:
        certificate = base64.b64encode(card.certificate.public_bytes(Encoding.DER)).decode() if card else ""
        stored = StoredCard(code, name, state, certificate, _pem(card.key).decode() if card else "")
        _write(self.folder / "cards" / f"{code}.json", json.dumps(asdict(stored), ensure_ascii=False).encode())
        return stored

    def revoke(self, card: Card) -> None:
        self.pki.revoked.add(card.serial)
        with (self.folder / "revoked").open("a") as listed:
            listed.write(f"{card.serial}\n")


def cards_in(folder: Path) -> dict[str, StoredCard]:
    """By code; empty where no office is."""
    files = sorted((folder / "cards").glob("*.json"))
    return {file.stem: StoredCard(**json.loads(file.read_text(encoding="utf-8"))) for file in files}


def _pki(port: int, at: datetime) -> Pki:
    return Pki(at, responder=f"http://127.0.0.1:{port}/ocsp", lists=f"http://127.0.0.1:{port}/revoked.crl")


def _make(folder: Path, port: int, at: datetime) -> None:
    pki = _pki(port, at)
    for part in ("trust", "authority", "cards"):
        (folder / part).mkdir(parents=True)
    (folder / "authority").chmod(0o700)
    for name in AUTHORITIES:
        authority: Authority = getattr(pki, name)
        (folder / "trust" / f"{name}.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
        _write(folder / "authority" / f"{name}.key", _pem(authority.key))
    (folder / "revoked").write_text("")
    (folder / "port").write_text(str(port))


def _pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _key(pem: bytes) -> Key:
    key = load_pem_private_key(pem, None)
    assert isinstance(key, Key)  # we wrote it
    return key


def _write(path: Path, content: bytes) -> None:
    """For its owner only, and whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    unfinished.replace(path)
