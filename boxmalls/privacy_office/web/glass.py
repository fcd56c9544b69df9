"""Reading what nobody reads: ask, let another decide, look for thirty minutes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy import glass as panes
from boxmalls.privacy.glass.actions import glass_of
from boxmalls.privacy.glass.rules import State
from boxmalls.privacy.laws.calendars import Calendar, calendar_of
from boxmalls.privacy.models import BreakGlass, Silence
from boxmalls.privacy.register import Category
from boxmalls.privacy.rights.inventory import HeldCell
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.glass_forms import GlassForm, HandOverForm, SilenceForm
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who
from boxmalls.ui.formatting import format_moment

SHOWN = 50
STATES = {
    State.ASKED: (gettext_lazy("Waits for a second person"), "warn"),
    State.REFUSED: (gettext_lazy("Refused"), ""),
    State.OPEN: (gettext_lazy("Open"), "bad"),
    State.ENDED: (gettext_lazy("Ended"), ""),
}
PLACES.append((gettext_lazy("Looks"), "/office/glass/", OFFICER))


def _waiting(request: Request, at: datetime) -> Part:
    """Looks that wait or are open, for the first page."""
    asked = _("A look into somebody's data, asked %(at)s")
    rows = [
        Figure(str(words), asked % {"at": format_moment(each.asked_at, request.LANGUAGE_CODE)}, f"/office/glass/{each.pk}", kind)
        for each in BreakGlass.objects.filter(closed_at=None).exclude(allowed=False).order_by("-asked_at")[:SHOWN]
        if (state := panes.state_of(each, at)) in (State.ASKED, State.OPEN)
        for words, kind in [STATES[state]]
    ]
    return Part(_("Looks with a grave reason"), words="" if rows else _("Nobody asks to read anybody's data."), href="/office/glass/", rows=rows)


PARTS.append(_waiting)


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def looks(request: Request) -> HttpResponse:
    """All looks, the newest first, and the form that asks for one."""
    at = now()
    form = GlassForm(request.POST if request.method == "POST" else None, calendar=_calendar(request), at=at)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asked = panes.ask(person=told["whom"], by=who(request), reason=told["reason"], categories=map(Category, told["categories"]), at=at)
        _silence(request, asked.pk, told, at)
        return HttpResponseRedirect(f"/office/glass/{asked.pk}")
    rows = [(each, *STATES[panes.state_of(each, at)]) for each in unwrap(BreakGlass.objects.order_by("-asked_at")[:SHOWN])]
    return show(request, "glass", {"form": form, "looks": rows}, status=422 if form.errors else 200)


@open_to(OFFICER)
@require_safe
def one(request: Request, glass_id: UUID) -> HttpResponse:
    """A look: what is asked, and what may be done with it now."""
    return _page(request, glass_of(glass_id))


@open_to(OFFICER)
@require_POST
def decision(request: Request, glass_id: UUID) -> HttpResponse:
    """Allow or refuse."""
    panes.decide(glass_id=glass_id, by=who(request), allow=request.POST.get("allow") == "yes", at=now())
    return HttpResponseRedirect(f"/office/glass/{glass_id}")


@open_to(OFFICER)
@require_POST
def reading(request: Request, glass_id: UUID) -> HttpResponse:
    """Read; noted before it is shown."""
    cells = panes.look(glass_id=glass_id, by=who(request), at=now())
    return _page(request, glass_of(glass_id), cells)


@open_to(OFFICER)
@require_POST
def closing(request: Request, glass_id: UUID) -> HttpResponse:
    """End it before its time."""
    panes.close(glass_id=glass_id, by=who(request), at=now())
    return HttpResponseRedirect(f"/office/glass/{glass_id}")


@open_to(OFFICER)
@require_POST
def handing_over(request: Request, glass_id: UUID) -> HttpResponse:
    """Write down what a court or an authority was handed."""
    glass = glass_of(glass_id)
    at = now()
    form = HandOverForm(request.POST, letters=glass.categories, calendar=_calendar(request), at=at)
    if not form.is_valid():
        return _page(request, glass, form=form)
    told = form.cleaned_data
    _silence(request, glass_id, told, at)
    panes.hand_over(
        glass_id=glass_id,
        by=who(request),
        name=told["name"],
        ground=told["ground"],
        categories=map(Category, told["categories"]),
        until=told["until"],
        at=at,
    )
    return HttpResponseRedirect(f"/office/glass/{glass_id}#handed")


@open_to(OFFICER)
@require_POST
def silence(request: Request, glass_id: UUID) -> HttpResponse:
    """Write down that a court or an authority forbids to tell the person, or forbids it for longer."""
    glass, at = glass_of(glass_id), now()
    form = SilenceForm(request.POST, calendar=_calendar(request), at=at)
    if not form.is_valid():
        return _page(request, glass, ordered=form)
    _silence(request, glass_id, form.cleaned_data, at)
    return HttpResponseRedirect(f"/office/glass/{glass_id}#silence")


@open_to(OFFICER)
@require_POST
def silence_agreement(request: Request, glass_id: UUID, silence_id: UUID) -> HttpResponse:
    """Agree, as the second person, that it lasts as long as it is ordered."""
    panes.agree(silence_id=silence_id, by=who(request), at=now())
    return HttpResponseRedirect(f"/office/glass/{glass_id}#silence")


def _silence(request: Request, glass_id: UUID, told: dict[str, Any], at: datetime) -> None:
    if told["silent_until"]:
        panes.silence(glass_id=glass_id, by=who(request), ground=told["silent_ground"], until=told["silent_until"], at=at)


def _calendar(request: Request) -> Calendar:
    return calendar_of(request.site.law, request.site.country)


def _page(
    request: Request,
    glass: BreakGlass,
    cells: list[HeldCell] | None = None,
    form: HandOverForm | None = None,
    ordered: SilenceForm | None = None,
) -> HttpResponse:
    at, me = now(), who(request)
    state, days = panes.state_of(glass, at), {"calendar": _calendar(request), "at": at}
    words = {
        "glass": glass,
        "state": STATES[state],
        "letters": [Category(letter) for letter in glass.categories],
        "may_decide": state is State.ASKED and glass.asked_by != me,
        "mine_waits": state is State.ASKED and glass.asked_by == me,
        "may_look": state is State.OPEN and glass.asked_by == me,
        "may_close": state is State.OPEN and me in (glass.asked_by, glass.decided_by),
        "cells": cells,
        "handed": panes.handed_over(glass) if glass.allowed else [],
        "form": (form or HandOverForm(letters=glass.categories, **days)) if glass.allowed and glass.asked_by == me else None,
        "silences": [(each, *_standing(each, at), each.asked_by != me and each.agreed_by is None and each.until_at > at) for each in panes.silences_of(glass)],
        "ordered": (ordered or SilenceForm(**days)) if glass.asked_by == me and glass.allowed is not False else None,
    }
    return show(request, "glass_one", words, status=422 if form or ordered else 200)


def _standing(each: Silence, at: datetime) -> tuple[str, str]:
    """How a silence stands, in words."""
    if each.ends_at <= at:
        return (_("Over; the person was told") if each.told_at else _("Over; the person sees it")), ""
    if each.ends_at < each.until_at:
        return _("Waits for a second person; until then it ends sooner"), "warn"
    return _("In force"), "bad"
