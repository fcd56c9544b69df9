"""The register at the desk: the queue, one request with everything in one screen, and what is written down by hand."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request as WebRequest
from boxmalls.base.web import open_to
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Person
from boxmalls.privacy.restriction import is_restricted
from boxmalls.privacy.rights.erasing import plan_erasure
from boxmalls.privacy.rights.hooks import open_business
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.actions.proving import candidates
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.actions.withholding import open_withheld
from boxmalls.privacy_office.drafts import draft
from boxmalls.privacy_office.forms import EntryForm
from boxmalls.privacy_office.models import Channel, Kind, Request
from boxmalls.privacy_office.moves import MOVES, Move, moves_for
from boxmalls.privacy_office.queries import queue, requests_of, waiting
from boxmalls.privacy_office.refusals import NoSuchRequest
from boxmalls.privacy_office.rules import State
from boxmalls.privacy_office.web.office import OFFICER, show
from boxmalls.privacy_office.web.parts import Figure, Part
from boxmalls.privacy_office.web.showing import request_words, row_words
from boxmalls.sites.queries import all_sites
from boxmalls.sites.queries import site as site_of
from boxmalls.ui.formatting import format_date, format_moment, format_number


def requests_part(web: WebRequest, at: datetime) -> Part:
    """The desk's panel: what waits, what is late."""
    counted = waiting(at=at)
    number = lambda count: format_number(count, web.LANGUAGE_CODE)
    figures = [
        Figure(number(counted.open), ngettext("open request", "open requests", counted.open), "/office/requests"),
        Figure(number(counted.soon), _("due within days"), "/office/requests"),
        Figure(number(counted.late), _("late"), "/office/requests", "bad" if counted.late else ""),
        Figure(number(counted.unconfirmed), _("not confirmed in time"), "/office/requests", "bad" if counted.unconfirmed else ""),
    ]
    return Part(_("Requests"), href="/office/requests", figures=figures)


@open_to(OFFICER)
@require_safe
def register(web: WebRequest) -> HttpResponse:
    """The queue by deadline, or everything."""
    everything, kind = "all" in web.GET, web.GET.get("kind", "")
    found = queue(everything=everything, kind=kind if kind in Kind.values else "")
    rows = [row_words(each, now(), web.LANGUAGE_CODE) for each in found]
    words = {"requests": rows, "everything": everything, "kind": kind, "kinds": [("", _("All kinds")), *Kind.choices]}
    return show(web, "requests", words)


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(web: WebRequest) -> HttpResponse:
    """Write down what came by letter, telephone, fax, chat or on paper."""
    sites = [(site.code, site.name) for site in all_sites()]
    initial = {"channel": web.GET.get("channel", Channel.LETTER), "received_at": f"{now():%Y-%m-%dT%H:%M}", "site": web.site.code}
    form = EntryForm(web.POST or None, sites=sites, languages=list(settings.LANGUAGES), initial=initial)
    if web.method == "POST" and form.is_valid():
        request = _enter(web, form.cleaned_data)
        return HttpResponseRedirect(f"/office/requests/{request.number}", status=303)
    return show(web, "enter", {"form": form, "scan": None, "action": "/office/requests/new"}, status=422 if form.errors else 200)


@open_to(OFFICER)
@require_safe
def one(web: WebRequest, request_number: str) -> HttpResponse:
    """Everything about a request; that it was opened is noted for its person."""
    return _show_one(web, _find(request_number))


@open_to(OFFICER)
@require_POST
def move(web: WebRequest, request_number: str, move: str) -> HttpResponse:
    """Do one thing with a request."""
    request, chosen = _find(request_number), MOVES.get(move)
    if chosen is None:
        raise NotFound
    form = chosen.form(web.POST, about=request)  # type: ignore[call-arg]
    if not form.is_valid():
        return _show_one(web, request, failed={chosen.name: form}, status=422)
    chosen.act(request, form.cleaned_data, Actor(web.person_id, "staff"), now())
    return HttpResponseRedirect(f"/office/requests/{request.number}", status=303)


@open_to(OFFICER)
@never_cache
@require_POST
def withheld(web: WebRequest, request_number: str) -> HttpResponse:
    """Open a refusal and what it held back, for an authority or an appeal that looks at it; it is noted for its person, with the reason."""
    request = _find(request_number)
    packed = open_withheld(request=request, why=web.POST.get("why", ""), actor=Actor(web.person_id, "staff"), at=now())
    headers = {"Content-Disposition": f'attachment; filename="withheld-{request.number}.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


def _find(number: str) -> Request:
    found = Request.objects.filter(number=number).first()
    if found is None:
        raise NoSuchRequest
    return found


def _enter(web: WebRequest, given: dict[str, Any]) -> Request:
    asked = Asked(**{name: given[name] for name in ("words", "name", "email", "phone", "address", "language", "law")}, kind=Kind(given["kind"]))
    arrival = Arrival(Channel(given["channel"]), given["received_at"], by=web.person_id, role="staff")
    return receive_request(person=None, asked=asked, arrival=arrival, site=site_of(given["site"]), at=now())


def _show_one(web: WebRequest, request: Request, *, failed: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    at, language = now(), web.LANGUAGE_CODE
    unwrap([request])
    note(
        verb="read", subject=request.person_id, actor=web.person_id, actor_role="staff", what="privacy_office.Request", row=request.pk,
        reason=request.number, at=at,
    )  # fmt: skip
    gone = Person.objects.filter(pk=request.person_id).exclude(erased_at=None).exists()
    words = {
        **request_words(request, at, language),
        "about": [(label, value) for label, value in _about(request) if value],
        "gone": gone,
        "restricted": is_restricted(request.person_id),
        "proofs": [(format_moment(each.at, language), each.get_way_display(), each.what) for each in request.proofs.all()],
        "candidates": [] if gone else candidates(request),
        "others": [row_words(each, at, language) for each in requests_of(request.person_id).exclude(pk=request.pk)[:20]],
        "files": [(each.pk, each.name or each.get_use_display(), each.media_type, each.read or "") for each in unwrap(request.files.all())],
        "moves": [] if gone else [_form(each, request, failed) for each in moves_for(request, at)],
        "acknowledge_by": "" if request.acknowledged_on else format_date(request.acknowledge_by, language),
        **NO_PLAN,
        **(_plan(request, language) if request.kind == Kind.DELETE and request.state == State.WORKING and not gone else {}),
    }
    return show(web, "request", words, status=status)


def _form(each: Move, request: Request, failed: dict[str, Any] | None) -> dict[str, Any]:
    made: Any = each.form
    form = (failed or {}).get(each.name) or made(about=request, initial={"words": draft(each.name, request)})
    form.auto_id = f"{each.name}-%s"
    return {"name": each.name, "title": each.title, "kind": each.kind, "form": form, "open": bool(form.errors)}


def _about(request: Request) -> list[tuple[str, str | None]]:
    return [
        (_("Name"), request.name),
        (_("Email"), request.email),
        (_("Phone"), request.phone),
        (_("Address"), request.address),
        (_("Language"), dict(settings.LANGUAGES).get(request.language, request.language)),
    ]


NO_PLAN: dict[str, Any] = {"erasure": [], "business": []}


def _plan(request: Request, language: str) -> dict[str, Any]:
    """What erasing would do, before it is done."""
    lines = plan_erasure(request.person_id, at=now())
    return {
        "erasure": [(line.title, line.rows, line.why if line.stays else "", format_date(line.until, language) if line.until else "") for line in lines],
        "business": open_business(request.person_id),
    }
