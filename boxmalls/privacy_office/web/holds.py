"""Legal holds: what a court or an authority asks to keep."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.holds import hold, holds_in_force, lift
from boxmalls.privacy_office.hold_forms import REASONS, HoldForm
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who
from boxmalls.ui.formatting import format_number

PLACES.append((gettext_lazy("Holds"), "/office/holds/", OFFICER))


def _by_reason(request: Request, at: datetime) -> Part:
    """How many holds stand, by who asked."""
    counted: dict[str, int] = {}
    for reason in holds_in_force(at).values_list("reason", flat=True):
        counted[reason] = counted.get(reason, 0) + 1
    figures = [Figure(format_number(counted[code], request.LANGUAGE_CODE), str(words), "/office/holds/") for code, words in REASONS if code in counted]
    return Part(_("Legal holds"), words="" if figures else _("Nothing is kept for a court or an authority."), href="/office/holds/", figures=figures)


PARTS.append(_by_reason)


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: Request) -> HttpResponse:
    """All that stand, and the form for a new one."""
    at = now()
    form = HoldForm(request.POST if request.method == "POST" else None, at=at)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        hold(person=told["whom"], reason=told["reason"], reference=told["reference"], until=told["until"], by=who(request), at=at)
        return HttpResponseRedirect("/office/holds/", status=303)
    standing = [(each, dict(REASONS)[each.reason]) for each in holds_in_force(at)]
    return show(request, "holds", {"form": form, "holds": standing}, status=422 if form.errors else 200)


@open_to(OFFICER)
@require_POST
def lifting(request: Request, hold_id: UUID) -> HttpResponse:
    """End one before its day."""
    lift(hold_id=hold_id, by=who(request), at=now())
    return HttpResponseRedirect("/office/holds/", status=303)
