"""Reads a token card as a person would: the 24 codes printed on the letter (PDF) that the post box shows."""

import re
import zlib
from collections.abc import Iterator

_LINE = re.compile(rb" Tf.*?\[(.*?)\]TJ", re.DOTALL)
_CODE = re.compile(r"[A-Z]{3} [A-Z]{3}")
_PIECE = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def printed_codes(pdf: bytes) -> dict[int, str]:
    """Codes by their number. Each font has its own alphabet; a code is what reads as one with any of them."""
    streams = list(_streams(pdf))
    fonts = [_alphabet(stream) for stream in streams if b"beginbfchar" in stream]
    lines = [line for stream in streams if b" Tf" in stream for line in _LINE.findall(stream)]
    readings = ((_text(font, line) for font in fonts) for line in lines)
    codes = [found for texts in readings if (found := next(filter(_CODE.fullmatch, texts), ""))]
    return dict(enumerate(codes, start=1))


def _streams(pdf: bytes) -> Iterator[bytes]:
    for start in re.finditer(rb"stream\r?\n", pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[start.end() :])
        except zlib.error:  # a picture or a font in another packing
            continue


def _alphabet(stream: bytes) -> dict[bytes, str]:
    pairs = [(bytes.fromhex(a.decode()), bytes.fromhex(b.decode())) for a, b in _LETTER.findall(stream)]
    return {glyph: letters.decode("utf-16-be") for glyph, letters in pairs}


def _text(alphabet: dict[bytes, str], pieces: bytes) -> str:
    glyphs = b"".join(_ESCAPE.sub(_unescaped, piece) for piece in _PIECE.findall(pieces))
    return "".join(alphabet.get(glyphs[at : at + 2], "") for at in range(0, len(glyphs), 2))


def _unescaped(escape: re.Match[bytes]) -> bytes:
    name = escape[1]
    return bytes([int(name, 8)]) if name[:1].isdigit() else _NAMED.get(name, name)
