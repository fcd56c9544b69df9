"""What stands in the margin beside a question: until when the answer is kept, as the register says it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boxmalls.privacy.register import HOLDINGS, Holding
from boxmalls.privacy.retention.rules import hold_until, keep_until
from boxmalls.ui.formatting import format_date


def kept(model: str) -> str:
    """How long rows of a holding stay, in words."""
    holding = _declared(model)
    if holding.keep.days is not None:
        return in_days(holding.keep.days)
    if holding.keep.law:
        return _("Kept as long as the law on accounts asks.")
    return _("Kept until you erase it.")


def in_days(days: int) -> str:
    """A number of days as people say it."""
    if days >= 365 and days % 365 == 0:
        years = days // 365
        return ngettext("Deleted after %(count)s year.", "Deleted after %(count)s years.", years) % {"count": years}
    return ngettext("Deleted after %(count)s day.", "Deleted after %(count)s days.", days) % {"count": days}


def last_day(model: str, counted_from: date, law: str, language: str) -> str:
    """The day on which what is written today is over, written out."""
    holding = _declared(model)
    day = keep_until(holding.keep, counted_from, law)
    if holding.hold:
        day = hold_until(holding.hold, counted_from, law) or day
    return format_date(day, language, "long") if day else ""


def _declared(model: str) -> Holding:
    holding = HOLDINGS.get(model)
    assert holding is not None, model
    return holding
