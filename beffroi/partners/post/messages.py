"""What the printing service receives for one letter."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind`: what it is (`token_card`). `reference`: ours, in file names; letters, digits and hyphens only.

    `recipient`: our key of the addressee; the printing service asks the register for the address under its own
    authorisation, so no address passes here. `addressee`: the name in the window.
    """

    kind: str
    reference: str
    recipient: str
    addressee: str
    language: str
    written_on: date
    pdf: bytes
