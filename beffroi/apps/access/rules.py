"""Periods of duties and rights: `from_on` included, `until_on` excluded, None without end."""

from datetime import date

from stdnum.be import vat


def is_current(from_on: date, until_on: date | None, on: date) -> bool:
    return from_on <= on and (until_on is None or on < until_on)


def enterprise_number(text: str) -> str:
    """Ten digits of a CBE number written in any usual way (BE 0123.456.749). Raises `ValueError`.

    Source: Crossroads Bank for Enterprises; check: 97 minus the first eight digits modulo 97.
    """
    try:
        return str(vat.validate(text))
    except vat.ValidationError as error:
        raise ValueError("enterprise_number") from error


def enterprise_number_formatted(digits: str) -> str:
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"
