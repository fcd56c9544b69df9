"""Corrections on their way to whoever received the wrong value."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.disclosure.forwarding import acknowledge, note_told, unheard
from boxmalls.privacy.models import CorrectionNotice
from boxmalls.privacy.register import name_of_cell
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show
from boxmalls.ui.formatting import format_number

LATE_AFTER_DAYS = 30
PLACES.append((gettext_lazy("Corrections"), "/office/corrections/", OFFICER))


def _undelivered(request: Request, at: datetime) -> Part:
    waiting = CorrectionNotice.objects.filter(acknowledged_at=None)
    late = sum((at - made_at).days >= LATE_AFTER_DAYS for made_at in waiting.values_list("made_at", flat=True))
    old = _("older than %(days)s days") % {"days": LATE_AFTER_DAYS}
    figures = [
        Figure(format_number(waiting.filter(told_at=None).count(), request.LANGUAGE_CODE), _("to tell"), "/office/corrections/"),
        Figure(format_number(waiting.exclude(told_at=None).count(), request.LANGUAGE_CODE), _("told, not confirmed"), "/office/corrections/"),
        Figure(format_number(late, request.LANGUAGE_CODE), old, "/office/corrections/", "bad" if late else ""),
    ]
    return Part(_("Corrections sent on"), href="/office/corrections/", figures=figures)


PARTS.append(_undelivered)


@open_to(OFFICER)
@require_safe
def corrections(request: Request) -> HttpResponse:
    """What nobody confirmed yet, the oldest first."""
    return show(request, "corrections", {"notices": [(each, name_of_cell(each.correction.what)) for each in unheard()]})


@open_to(OFFICER)
@require_POST
def step(request: Request, notice_id: UUID) -> HttpResponse:
    """Somebody was told, or confirmed it by letter or telephone."""
    if request.POST.get("step") == "confirmed":
        acknowledge(notice_id=notice_id, at=now())
    else:
        note_told(notice_id=notice_id, at=now())
    return HttpResponseRedirect("/office/corrections/", status=303)
