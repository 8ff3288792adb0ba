"""The national identification number (NISS / INSZ): eleven digits, register or BIS number.

Check: 97 minus the first nine digits modulo 97; for births from 2000 a 2 is put before the nine digits.
BIS numbers carry the month + 20 (sex unknown when created) or + 40 (known). Month and day may be 00
(incomplete birth date). The number never decides the sex of a person.
Source: BCSS, structure of the national number and of the BIS number.
"""

import re
from dataclasses import dataclass
from datetime import date

_SEPARATORS = re.compile(r"[ .\-]")
_DIGITS = re.compile(r"[0-9]{11}")


@dataclass(frozen=True, slots=True, repr=False)
class Niss:
    digits: str

    @classmethod
    def parse(cls, text: str) -> "Niss":
        """Accepts 85073003328 and 85.07.30-033.28. Raises `ValueError` with a reason code."""
        digits = _SEPARATORS.sub("", text.strip())
        if not _DIGITS.fullmatch(digits):
            raise ValueError("niss_not_eleven_digits")
        if _century(digits) is None:
            raise ValueError("niss_check_digits")
        if not _is_plausible_date(digits):
            raise ValueError("niss_birth_date")
        return cls(digits)

    @property
    def formatted(self) -> str:
        d = self.digits
        return f"{d[:2]}.{d[2:4]}.{d[4:6]}-{d[6:9]}.{d[9:]}"

    @property
    def is_bis(self) -> bool:
        return int(self.digits[2:4]) >= 20

    @property
    def birth_date(self) -> date | None:
        """None where month or day is unknown."""
        century = _century(self.digits)
        assert century is not None
        year, month, day = century + int(self.digits[:2]), int(self.digits[2:4]) % 20, int(self.digits[4:6])
        return date(year, month, day) if month and day else None

    def __str__(self) -> str:
        return self.formatted

    def __repr__(self) -> str:
        return "Niss(…)"  # a number must not slip into a log or a traceback


def _century(digits: str) -> int | None:
    nine, check = digits[:9], int(digits[9:])
    if 97 - int(nine) % 97 == check:
        return 1900
    if 97 - int("2" + nine) % 97 == check:
        return 2000
    return None


def _is_plausible_date(digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6])
    if month > 52 or month % 20 > 12 or day > 31:
        return False
    try:
        Niss(digits).birth_date  # noqa: B018 - read for its ValueError
    except ValueError:
        return False
    return True


def with_check_digits(nine: str, *, born_from_2000: bool = False) -> Niss:
    """Completes nine digits; makes the invented numbers of demonstration persons."""
    return Niss.parse(f"{nine}{97 - int(('2' if born_from_2000 else '') + nine) % 97:02d}")
