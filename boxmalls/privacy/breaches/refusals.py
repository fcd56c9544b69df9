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
