"""The ten legal holidays of Belgium (act of 4 January 1974; royal decree of 18 April 1974, art. 1)."""

from datetime import date, timedelta

_FIXED = {
    "new_year": (1, 1),
    "labour_day": (5, 1),
    "national_day": (7, 21),
    "assumption": (8, 15),
    "all_saints": (11, 1),
    "armistice": (11, 11),
    "christmas": (12, 25),
}
_AFTER_EASTER = {"easter_monday": 1, "ascension": 39, "whit_monday": 50}


def legal_holidays(year: int) -> list[tuple[date, str]]:
    """(day, code), in the order of the year."""
    easter = easter_sunday(year)
    fixed = [(date(year, month, day), code) for code, (month, day) in _FIXED.items()]
    moving = [(easter + timedelta(days=days), code) for code, days in _AFTER_EASTER.items()]
    return sorted(fixed + moving)


def easter_sunday(year: int) -> date:
    """Gregorian computus (Meeus, Jones and Butcher), valid from 1583."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon_shift + 15) % 30
    quads, year_rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * quads - epact - year_rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
