"""A mail as we hand it over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """`subject` and `text` are in the reader's `language`; `html` says the same. `to` never reaches a log."""

    to: str
    subject: str
    text: str
    html: str
    language: str
