"""Lines of the margin that several bindings share: plain functions of a glance."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from boxmalls.privacy.consent import CHOICES, Choice
from boxmalls.privacy.register import HOLDINGS, PURPOSES, Category, Occasion, Target
from boxmalls.ui.formatting import format_date
from boxmalls.ui.saying import say as _
from boxmalls.ui.saying import say_number as ngettext
from boxmalls.ui.saying import spoken

from .bindings import Live
from .glance import Fact, Glance, Held

YOUR_DATA = "/your-data"
CHOOSE = "/your-data/choices"


def happened(occasion: Occasion) -> Live:
    """What came in on an occasion: how much, when last, until when it stays."""

    def live(glance: Glance) -> Iterable[Fact]:
        held = glance.by_occasion(occasion)
        rows = sum(each.rows for each in held)
        if not rows:
            yield Fact(_("Has not happened to you: no record."))
            return
        words = ngettext("%(count)s record about you came this way.", "%(count)s records about you came this way.", rows) % {"count": rows}
        yield Fact(words)
        dated = [each for each in held if each.last]
        if dated:
            yield Fact(_("The last is of %(day)s.") % {"day": _last_day(dated)})
        yield from _switches(glance, _purposes_on(occasion))

    return live


def is_held(category: Category) -> Live:
    """What is held of a kind: how much, until when, who received of it, which switch is over it."""

    def live(glance: Glance) -> Iterable[Fact]:
        found = glance.by_category(category)
        count = sum(values for _held, values in found)
        if not count:
            yield Fact(_("Nothing held about you."))
            yield _refusal(glance, category)
            return
        words = ngettext("%(count)s thing held about you.", "%(count)s things held about you.", count) % {"count": count}
        yield Fact(words, f"{YOUR_DATA}#d-{category.value}", _("See them"))
        yield Fact(_until([held for held, _values in found]))
        recipients = glance.recipients(category)
        if recipients:
            yield Fact(_("Given to: %(names)s.") % {"names": ", ".join(recipients)})
        yield from _switches(glance, frozenset[str]().union(*(_purposes_of(held.holding.model, category) for held, _values in found)))
        yield _refusal(glance, category)

    return live


def shut_to_you(glance: Glance) -> Iterable[Fact]:
    """Nothing came in by a door that is shut."""
    yield Fact(_("Not collected today; the database refuses it. Held about you: 0."))


def choices(glance: Glance) -> Iterable[Fact]:
    """Every switch, with how it stands; every no that was said."""
    yield from _switches(glance, frozenset(choice.purpose.code for choice in CHOICES))
    noes = len(glance.stands.refused)
    words = ngettext("You said no to %(count)s thing.", "You said no to %(count)s things.", noes) % {"count": noes}
    yield Fact(words if noes else _("You said no to nothing else."), CHOOSE, _("Your choices"))
    if glance.stands.signalled_at:
        yield Fact(_("Your browser's signal counts as a no of yours since %(day)s.") % {"day": _day(glance.stands.signalled_at)})


def _refusal(glance: Glance, category: Category) -> Fact:
    """Whether the person said no to a kind, and the way to do so or to take it back."""
    since = glance.stands.refused.get(Target(category=category.value))
    if since:
        return Fact(_("You said no to this kind on %(day)s.") % {"day": _day(since)}, CHOOSE, _("Your choices"))
    return Fact(_("You may say no to it."), f"{CHOOSE}/opt-out?category={category.value}", _("See what stops"))


def _switches(glance: Glance, codes: frozenset[str]) -> Iterable[Fact]:
    """The switches over these purposes; several sentences say the same of one switch."""
    for choice in CHOICES:
        if choice.purpose.code in codes:
            if choice.purpose.code not in glance.switches:
                glance.switches[choice.purpose.code] = _switch(glance, choice)
            yield glance.switches[choice.purpose.code]


def _switch(glance: Glance, choice: Choice) -> Fact:
    since = glance.agreed.get(choice.purpose.code)
    words = _("%(what)s: on since %(day)s.") % {"what": choice.title, "day": _day(since)} if since else _("%(what)s: off.") % {"what": choice.title}
    return Fact(words, CHOOSE, _("Switch it off") if since else _("Your choices"))


@cache
def _purposes_on(occasion: Occasion) -> frozenset[str]:
    return frozenset(purpose.code for purpose in PURPOSES if purpose.occasion is occasion)


@cache
def _purposes_of(model: str, category: Category) -> frozenset[str]:
    """Why a table holds something of a kind."""
    holding = HOLDINGS.get(model)
    return frozenset(purpose.code for its, purpose in holding.fields.values() if its is category) if holding else frozenset()


def _until(held: list[Held]) -> str:
    days = [each.until for each in held]
    lasting = [day for day in days if day]
    if not lasting:
        return _("Kept while you are with us, or until you erase it.")
    words = (
        _("The last of it goes by itself on %(day)s at the latest.")
        if len(lasting) == len(days)
        else _("Some goes by itself, the last on %(day)s; the rest with you.")
    )
    return words % {"day": format_date(max(lasting), spoken(), "long")}


def _last_day(held: list[Held]) -> str:
    return _day(max(each.last for each in held if each.last))


def _day(moment: date) -> str:
    return format_date(moment, spoken(), "long")
