from django.utils.translation import gettext_lazy as _

from boxmalls.base.refusals import Conflict


class AlreadySent(Conflict):
    """Noted before."""

    code = "already-sent"
    words = _("This notice is noted as sent already. Nothing was changed.")


class NoticesOpen(Conflict):
    """Somebody has to be told first."""

    code = "notices-open"
    words = _("Somebody has still to be told. A breach is closed when every notice is sent; nothing was changed.")


class StillSuspected(Conflict):
    """The watch found it, and nobody has said yet whether it is one."""

    code = "still-suspected"
    words = _("This is only suspected. Say first whether it is a breach; nothing was changed.")


class NotSuspected(Conflict):
    """Somebody reported or confirmed it."""

    code = "not-suspected"
    words = _("This is a breach and cannot be dismissed. Close it when everybody is told; nothing was changed.")
