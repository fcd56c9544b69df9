"""Sentences that several pages share: what a seller sees, when something arrives, what delivery costs."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from boxmalls.sellers import rules
from boxmalls.sellers.queries import has_phone_line
from boxmalls.shipping.couriers.chosen import has_courier
from boxmalls.ui.formatting import format_date, format_money, format_place

SATURDAY = 5

type SeesRow = tuple[bool, str, str]


def sees_in_short(learns: str) -> str:
    """What a seller sees of a buyer, in a few words."""
    return rules.sees_in_short(learns, line=has_phone_line())


def sees_rows(learns: str) -> tuple[SeesRow, ...]:
    """What a seller sees of a buyer, line by line: seen, what, how."""
    return _sees_rows(learns, has_phone_line(), has_courier(), get_language())


@lru_cache(maxsize=64)
def _sees_rows(learns: str, line: bool, courier: bool, _language: str) -> tuple[SeesRow, ...]:
    seen = {each.field: each.seen for each in rules.what_seller_sees(learns, line=line)}
    named, lent = seen["address"], seen["line"]
    number = _("A number; the courier learns the address from us") if courier else _("A number, without your address")
    return (
        (True, _("Full name") if named else _("First name"), _("On the parcel") if named else _("On the packing slip")),
        (True, _("Parcel label"), _("With your address on it") if named else number),
        (named, _("Address"), _("To send the parcel itself") if named else _("Hidden from the seller")),
        (lent, _("Phone"), _phone_words(learns, lent=lent)),
        (seen["email"], _("Email"), _("Hidden. News about the order comes from us")),
        (seen["payment"], _("Payment"), _("Only that it has been paid")),
        (False, _("Other orders"), _("Never")),
    )


def _phone_words(learns: str, *, lent: bool) -> str:
    if lent:
        return _("A number of ours that leads to you until the order is done. Never your own")
    return _("Hidden. The seller asks by message when to deliver") if learns in rules.CALLS else _("Not asked for by this seller")


def days_on_the_way(least: int, most: int) -> str:
    """How long a parcel travels."""
    if least == most:
        return ngettext("%(count)s working day", "%(count)s working days", most) % {"count": most}
    return _("%(least)s to %(most)s working days") % {"least": least, "most": most}


def working_days_after(day: date, days: int) -> date:
    """The day that comes so many working days later."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


def arrives(today: date, dispatch_days: int, days_min: int, days_max: int, language: str) -> str:
    """When something that is ordered today should be there."""
    return _arrives(today, dispatch_days, days_min, days_max, language, get_language())


@lru_cache(maxsize=4096)
def _arrives(today: date, dispatch_days: int, days_min: int, days_max: int, language: str, _spoken: str) -> str:
    first, last = (format_date(working_days_after(today, dispatch_days + days), language, "day") for days in (days_min, days_max))
    return _("Arrives %(day)s") % {"day": last} if first == last else _("Arrives %(first)s to %(last)s") % {"first": first, "last": last}


def rate_price(rate: Any, currency: str, language: str) -> str:
    """What a way of delivery costs."""
    price = format_money(rate.price_minor, currency, language) if rate.price_minor else _("free")
    if rate.free_from_minor is None or not rate.price_minor:
        return price
    return _("%(price)s, free from %(amount)s") % {"price": price, "amount": format_money(rate.free_from_minor, currency, language)}


def things(count: int) -> str:
    """So many things."""
    return ngettext("%(count)s thing", "%(count)s things", count) % {"count": count}


def return_days(days: int) -> str:
    """How long something may be sent back."""
    return _return_days(days, get_language())


@lru_cache(maxsize=512)
def _return_days(days: int, _language: str) -> str:
    if not days:
        return _("Not taken back without a reason")
    return ngettext("%(count)s day to send it back", "%(count)s days to send it back", days) % {"count": days}


def seller_facts(place: str, country: str, since_on: date | None, language: str) -> str:
    """Where a seller is and since when, in a line."""
    facts = [format_place(place, country, language)]
    if since_on:
        facts.append(_("since %(year)s") % {"year": since_on.year})
    return " · ".join(facts)
