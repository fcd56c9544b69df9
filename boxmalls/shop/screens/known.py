"""What is known about whoever looks: counted at this moment, and said."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from boxmalls.privacy.register import COOKIES
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.shop.asked import Asked, Visitor
from boxmalls.shop.kept import once_a_minute
from boxmalls.shop.screens.drawing import draw
from boxmalls.ui.formatting import join_words


def draw_known(asked: Asked) -> str:
    """The care box of the start page for this visitor."""
    if asked.visitor.person_id is None and not asked.visitor.cookies:
        return once_a_minute(("known", asked.language), lambda: draw("known.html", count=0, words=_nothing()))
    held, cookies = values_held(asked.visitor), cookies_of(asked.visitor)
    return draw("known.html", count=held + len(cookies), words=_words(asked.visitor, held, cookies))


def values_held(visitor: Visitor) -> int:
    """How many values are held about the person, over all rooms."""
    if visitor.person_id is None:
        return 0
    return sum(count for _rows, values in count_rows(visitor.person_id).values() for count in values.values())


def cookies_of(visitor: Visitor) -> list[str]:
    """Which of our cookies their device has."""
    return [name for name in visitor.cookies if COOKIES.get(name)]


def _nothing() -> str:
    days = COOKIES.get("visitor")
    return _("You are not signed in. This page has set no cookie and told nobody that you came.") + (
        " " + _("If you put something in your basket, one cookie remembers it for %(days)s days.") % {"days": days.days} if days else ""
    )


def _words(visitor: Visitor, held: int, cookies: list[str]) -> str:
    who = _("You are signed in.") if visitor.is_account else _("You are not signed in.")
    kept = ngettext("We hold %(count)s value about you.", "We hold %(count)s values about you.", held) % {"count": held}
    device = ngettext("Your device holds %(count)s cookie of ours: %(names)s.", "Your device holds %(count)s cookies of ours: %(names)s.", len(cookies)) % {
        "count": len(cookies),
        "names": join_words(cookies, get_language() or "en"),
    }
    return f"{who} {kept} {device}" if cookies else f"{who} {kept}"
