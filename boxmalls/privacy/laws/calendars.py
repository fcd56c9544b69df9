"""Working days where a law applies, and the day that it is there. Pure: days and moments go in, days and moments come out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays

from boxmalls.privacy.laws import laws

ONE_DAY = timedelta(days=1)


@cache
def _holidays(country: str, subdivision: str | None) -> Any:
    """Public holidays, with the weekends and made-up working days of the place. Years are filled in as they are asked for."""
    return country_holidays(country, subdiv=subdivision)


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    The clock and the working days of one place.

    :param rolls: whether a last day without work moves to the next working day.
    :param without: names of days that the list of holidays has and that the law does not know as such.
    """

    zone: str
    country: str = ""
    subdivision: str | None = None
    rolls: bool = False
    without: frozenset[str] = frozenset()

    def day_of(self, at: datetime) -> date:
        """The day that it is there at a moment."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def end_of(self, day: date) -> datetime:
        """The moment at which a day is over there, in UTC: midnight, however long the day was."""
        return datetime.combine(day + ONE_DAY, time(), ZoneInfo(self.zone)).astimezone(UTC)

    def works_on(self, day: date) -> bool:
        """Whether people work there on a day."""
        if not self.country:
            return day.weekday() < 5
        known = _holidays(self.country, self.subdivision)
        if self.without and not known.is_weekend(day) and self.without.issuperset(known.get_list(day)):
            return True
        return bool(known.is_working_day(day))

    def rolled(self, day: date) -> date:
        """The day itself, or the next working day where the law says so."""
        while self.rolls and not self.works_on(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that comes `count` working days after a day."""
        while count > 0:
            day += ONE_DAY
            count -= self.works_on(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days come after one day, up to and with the other."""
        return sum(self.works_on(after + ONE_DAY * number) for number in range(1, (until - after).days + 1))


@cache
def calendar_of(law: str | None, country: str = "") -> Calendar:
    """
    The calendar of a law; where the law is one of many countries, that of the site's country.

    A law that is not known counts days in UTC, Monday to Friday.
    """
    known = laws().get(law or "")
    if known is None:
        return Calendar("UTC")
    told = known.parameters["calendar"]
    return Calendar(
        told["zone"], country if law == "EU" and country else told["country"], told.get("subdivision"), told["rolls"], frozenset(told.get("without", ()))
    )
