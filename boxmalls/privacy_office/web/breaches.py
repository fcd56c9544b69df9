"""The register of breaches: the clock, the scope, the letters, the drill."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.accounts.queries import email_of
from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.breaches import close_breach, confirm_breach, dismiss_breach, find_scope, note_sent, report_breach
from boxmalls.privacy.breaches.actions import begin_letters
from boxmalls.privacy.laws.breaches import is_late
from boxmalls.privacy.models import Breach, BreachNotice
from boxmalls.privacy_office.breach_forms import BreachForm, ClosingForm, DismissalForm, ScopeForm
from boxmalls.privacy_office.breach_letters import Draft, drafts, tell_people
from boxmalls.privacy_office.breach_words import scope_words, what_was_done
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who
from boxmalls.privacy_office.words import LAWS
from boxmalls.ui.formatting import format_moment

SHOWN = 100
SOURCES = frozenset("SKH")
"""How a source begins (laws.toml): read there, known and to be verified, the house's own."""
WHOM = {"authority": gettext_lazy("Authority"), "people": gettext_lazy("The people")}
STAGES = {"first": gettext_lazy("first notice"), "final": gettext_lazy("final report")}
STATES = {
    "suspected": (gettext_lazy("Suspected"), "bad"),
    "dismissed": (gettext_lazy("Dismissed"), ""),
    "open": (gettext_lazy("Under way"), "warn"),
    "closed": (gettext_lazy("Closed"), ""),
}
PLACES.append((gettext_lazy("Breaches"), "/office/breaches/", OFFICER))


def _open_ones(request: Request, at: datetime) -> Part:
    """What is suspected, and breaches that are open, each with its next deadline, for the first page."""
    notices = BreachNotice.objects.filter(sent_at=None, breach__closed_at=None).select_related("breach").order_by("due_at")[:SHOWN]
    suspected = [
        Figure(_("Suspected"), each.title, f"/office/breaches/{each.pk}", "bad")
        for each in Breach.objects.filter(status=Breach.Status.SUSPECTED).order_by("detected_at")[:SHOWN]
    ]
    rows = suspected + [
        Figure(
            format_moment(each.due_at, request.LANGUAGE_CODE),
            f"{each.breach.title}: {LAWS.get(each.law, each.law)}, {WHOM[each.whom]}, {STAGES[each.stage]}",
            f"/office/breaches/{each.breach_id}",
            "bad" if _notice(each, at)["late"] and not each.breach.drill else "warn",
        )
        for each in notices
    ]
    return Part(_("Breaches"), words="" if rows else _("Nobody waits to be told of a breach."), href="/office/breaches/", rows=rows)


PARTS.append(_open_ones)


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def breaches(request: Request) -> HttpResponse:
    """All breaches, and the form for a new one."""
    at = now()
    form = BreachForm(request.POST if request.method == "POST" else None, at=at, initial={"detected_at": at.replace(second=0, microsecond=0)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        sites = told.pop("sites")
        opened = report_breach(**told, site_codes=sites, told_by="staff", by=who(request), at=at)
        return HttpResponseRedirect(f"/office/breaches/{opened.pk}")
    known = [(each, STATES[_state(each)]) for each in Breach.objects.order_by("-detected_at")[:SHOWN]]
    return show(request, "breaches", {"form": form, "breaches": known}, status=422 if form.errors else 200)


@open_to(OFFICER)
@require_safe
def breach(request: Request, breach_id: UUID) -> HttpResponse:
    """One breach: its clock first."""
    return _page(request, _breach(breach_id))


@open_to(OFFICER)
@require_POST
def scope(request: Request, breach_id: UUID) -> HttpResponse:
    """More became known."""
    form = ScopeForm(request.POST)
    if not form.is_valid():
        return _page(request, _breach(breach_id), scope_form=form, status=422)
    find_scope(breach_id=breach_id, by=who(request), at=now(), **form.cleaned_data)
    return HttpResponseRedirect(f"/office/breaches/{breach_id}")


@open_to(OFFICER)
@require_POST
def sent(request: Request, breach_id: UUID) -> HttpResponse:
    """A notice went out."""
    number = request.POST.get("notice", "")
    notice = note_sent(notice_id=int(number) if number.isdecimal() and len(number) < 18 else 0, by=who(request), at=now())
    return HttpResponseRedirect(f"/office/breaches/{notice.breach_id}")


@open_to(OFFICER)
@require_POST
def letters(request: Request, breach_id: UUID) -> HttpResponse:
    """Write to the next people; the rest is the worker's."""
    tell_people(breach=begin_letters(breach_id=breach_id, by=who(request), at=now()), at=now(), limit=20)
    return HttpResponseRedirect(f"/office/breaches/{breach_id}")


@open_to(OFFICER)
@require_POST
def closing(request: Request, breach_id: UUID) -> HttpResponse:
    """Close it, with what was learnt."""
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, _breach(breach_id), closing_form=form, status=422)
    close_breach(breach_id=breach_id, by=who(request), words=form.cleaned_data["words"], at=now())
    return HttpResponseRedirect(f"/office/breaches/{breach_id}")


@open_to(OFFICER)
@require_POST
def confirmation(request: Request, breach_id: UUID) -> HttpResponse:
    """What was suspected is a breach."""
    confirm_breach(breach_id=breach_id, by=who(request), at=now())
    return HttpResponseRedirect(f"/office/breaches/{breach_id}")


@open_to(OFFICER)
@require_POST
def dismissal(request: Request, breach_id: UUID) -> HttpResponse:
    """What was suspected is none, for a reason."""
    form = DismissalForm(request.POST)
    if not form.is_valid():
        return _page(request, _breach(breach_id), dismissal_form=form, status=422)
    dismiss_breach(breach_id=breach_id, by=who(request), words=form.cleaned_data["words"], at=now())
    return HttpResponseRedirect(f"/office/breaches/{breach_id}")


def _page(request: Request, found: Breach, *, status: int = 200, **forms: Form) -> HttpResponse:
    at = now()
    given = {"holdings": found.holdings, "keys_exposed": found.keys_exposed, "harm": found.harm, "malicious": found.malicious}
    notices = list(found.notices.order_by("due_at", "law"))
    words: dict[str, Any] = {
        "breach": found,
        "at": at,
        "notices": [_notice(each, at) for each in notices],
        "texts": [(LAWS.get(each.law, each.law), f"{WHOM[each.whom]}, {STAGES[each.stage]}", _texts(found, each)) for each in notices],
        "scope": [scope_words(row) for row in found.scope],
        "told": found.people.exclude(told_at=None).count(),
        "to_tell": found.people.filter(told_at=None).count(),
        "events": [(event, what_was_done(event.what)) for event in found.events.order_by("pk")],
        "state": STATES[_state(found)],
        "suspected": found.status == Breach.Status.SUSPECTED,
        "reader": email_of(found.reader) if found.reader else "",
        "scope_form": ScopeForm(initial=given),
        "closing_form": ClosingForm(),
        "dismissal_form": DismissalForm(),
        **forms,
    }
    return show(request, "breach", words, status=status)


def _state(breach: Breach) -> str:
    if breach.status != Breach.Status.CONFIRMED:
        return str(breach.status)
    return "closed" if breach.closed_at else "open"


def _notice(each: BreachNotice, at: datetime) -> dict[str, Any]:
    """A notice in words."""
    detected_at = each.breach.detected_at
    kind, _space, source = each.source.partition(" ")
    return {
        "notice": each,
        "law": LAWS.get(each.law, each.law),
        "whom": WHOM[each.whom],
        "stage": STAGES[each.stage],
        "at_once": each.due_at == detected_at,
        "late": each.sent_at is None and is_late(each.due_at, detected_at=detected_at, at=at),
        "source": source if kind in SOURCES else each.source,
        "unread": kind == "K",
    }


def _texts(found: Breach, notice: BreachNotice) -> list[tuple[str, Draft]]:
    names = dict(settings.LANGUAGES)
    return [(str(names.get(each.language, each.language)), each) for each in drafts(found, notice)]


def _breach(breach_id: UUID) -> Breach:
    found = Breach.objects.filter(pk=breach_id).first()
    if found is None:
        raise NotFound
    return found
