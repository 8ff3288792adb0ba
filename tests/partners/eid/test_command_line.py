import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from beffroi.partners.eid.__main__ import main
from beffroi.partners.eid.fake.pki import Card, Pki
from tests.partners.eid.cards import AT, NONCE, ORIGIN, token


@pytest.fixture
def words(tmp_path: Path, pki: Pki, card: Card) -> list[str]:
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes(pki.root.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "trust" / "citizens.der").write_bytes(pki.citizens.certificate.public_bytes(Encoding.DER))
    (tmp_path / "token.json").write_text(token(card))
    trust = str(tmp_path / "trust")
    return [
        str(tmp_path / "token.json"),
        "--trust",
        trust,
        "--at",
        AT.isoformat(),
        "--revocation",
        "off",
        "--nonce",
        NONCE,
    ]


def test_support_staff_read_who_holds_the_card(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--origin", ORIGIN]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["result"], shown["niss"], shown["surname"]) == ("valid", "85073003328", "D'Hondt")


def test_support_staff_read_which_check_failed(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--origin", "https://evil.example"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "result": "refused",
        "check": "signature",
        "reason": "does_not_verify",
    }


def test_a_wrong_call_is_neither(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--origin", "https://sign-in.example/path"]) == 2
    assert "origin" in capsys.readouterr().err
