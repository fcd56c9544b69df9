from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import BadInput, Conflict, Forbidden, Gone


class TakesTwo(Forbidden):
    """Who asks does not decide."""

    code = "takes-two"
    words = _("You asked for this look. Somebody else has to decide on it; nothing was opened.")


class NotYours(Forbidden):
    """The look is another's."""

    code = "not-yours"
    words = _("This look was allowed to somebody else. Ask for one of your own; nothing was opened.")


class AlreadyDecided(Conflict):
    """Decided before."""

    code = "already-decided"
    words = _("Somebody has decided on this look already. Nothing was changed.")


class NotOpen(Gone):
    """Not allowed, or over."""

    code = "not-open"
    words = _("This look is not open: it was not allowed, or its thirty minutes are over. Ask again if you still need it.")


class NoSilence(BadInput):
    """Over already, or too long."""

    code = "no-silence"
    words = _("Silence ends on a day to come, two years after the first order at the latest. Nothing was written down.")


class NotAmongThem(Forbidden):
    """More than was allowed."""

    code = "not-among-them"
    words = _("Only what two persons allowed to be read may be handed over. Ask for a look at the rest; nothing was written down.")
