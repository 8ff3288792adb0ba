"""How long a sign-in counts at the portal, whatever happens meanwhile: as long as the provider's own session."""

from datetime import datetime, timedelta

# Hours by the level reached; the weakest key counts half a working day.
_HOURS = {250: 4}
_WORKING_DAY = 8


def absolute_end(level: int, authenticated_at: datetime) -> datetime:
    return authenticated_at + timedelta(hours=_HOURS.get(level, _WORKING_DAY))
