"""Until when something may stay. Plain functions of dates; no clock, no database."""

from datetime import date, datetime, timedelta

from boxmalls.privacy.laws import years_to_keep
from boxmalls.privacy.register import Hold, Keep


def keep_until(keep: Keep, counted_from: datetime | date | None, law: str | None) -> date | None:
    """
    The last day on which a row may be here; None while there is no such day.

    :param law: the code of the site's law; None takes the longest time of any law.
    """
    if counted_from is None:
        return None
    start = day_of(counted_from)
    if keep.law:
        return law_until(keep.law, start, law)
    if keep.days is not None:
        return start + timedelta(days=keep.days)
    return None


def hold_until(hold: Hold, counted_from: datetime | date | None, law: str | None) -> date | None:
    """The last day on which what is held for the law stays."""
    if counted_from is None:
        return None
    return law_until(hold.law, day_of(counted_from), law) if hold.law else day_of(counted_from)


def law_until(what: str, start: date, law: str | None) -> date:
    """The end of the calendar year in which it began, and the law's years more: books are closed once a year."""
    return date(start.year + years_to_keep(what, law), 12, 31)


def over_before(keep: Keep, today: date, law: str | None) -> date | None:
    """
    The first day that is still within its time: rows counted from an earlier day are over today. None if time ends nothing.

    It is the inverse of `keep_until`: a row counted from `d` is over exactly if `d < over_before(keep, today, law)`.
    """
    if keep.law:
        return date(today.year - years_to_keep(keep.law, law), 1, 1)
    if keep.days is not None:
        return today - timedelta(days=keep.days)
    return None


def day_of(moment: datetime | date) -> date:
    """The calendar day of a moment (UTC), or the day itself."""
    return moment.date() if isinstance(moment, datetime) else moment
