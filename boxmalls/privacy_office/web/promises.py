"""Are we keeping our promises: what ends when and what did, erasures, consents by version; and the records an auditor asks for."""

from datetime import datetime

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices.signals import Honour, honour
from boxmalls.privacy.models import Acceptance, Consent, OptOut, Signal
from boxmalls.privacy.retention.calendar import calendar
from boxmalls.privacy.rights.models import Erasure
from boxmalls.privacy_office.queries import ages_of_open
from boxmalls.privacy_office.records import as_json, impact_assessment
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show
from boxmalls.privacy_office.web.parts import broken
from boxmalls.sites.queries import all_sites
from boxmalls.ui.formatting import format_date, format_number

PLACES.append((gettext_lazy("Promises"), "/office/promises/", OFFICER))
ERASURES_SHOWN = 20
REACH = {
    Honour.KNOWN: gettext_lazy("the person, on every device"),
    Honour.BROWSER: gettext_lazy("each request that carries it"),
    Honour.NONE: gettext_lazy("not honoured"),
}
CHOICES_AT = "/office/promises/#choices"


def _promises(request: Request, at: datetime) -> Part:
    """Erasures under way and what should have ended, for the first page."""
    running = Erasure.objects.filter(done_at=None).count()
    overdue = sum(each.overdue for each in calendar(at))
    figures = [
        Figure(format_number(running, request.LANGUAGE_CODE), _("erasures under way"), "/office/promises/", "warn" if running else ""),
        Figure(format_number(overdue, request.LANGUAGE_CODE), _("rows that should have ended"), "/office/promises/", "bad" if overdue else ""),
    ]
    return Part(_("Promises"), href="/office/promises/", figures=figures)


PARTS.append(_promises)


def _choices(request: Request, at: datetime) -> Part:
    """Who said no, by their browser or by hand, for the first page."""
    counted = Signal.objects.count(), OptOut.objects.filter(opt_in=None).values("person").distinct().count()
    signalling, refusing = (format_number(each, request.LANGUAGE_CODE) for each in counted)
    figures = [
        Figure(signalling, ngettext("person whose browser signals an opt-out", "people whose browsers signal an opt-out", counted[0]), CHOICES_AT),
        Figure(refusing, ngettext("person who opted out of something", "people who opted out of something", counted[1]), CHOICES_AT),
    ]
    return Part(_("Choices"), href=CHOICES_AT, figures=figures)


PARTS.append(_choices)


@open_to(OFFICER)
@require_safe
def promises(request: Request) -> HttpResponse:
    """The calendar of endings with its evidence, the latest erasures, acceptances and consents by version."""
    at, language = now(), request.LANGUAGE_CODE
    endings, ages = calendar(at), ages_of_open(at=at)
    erasures = list(Erasure.objects.order_by("-asked_at")[:ERASURES_SHOWN])
    people = Count("person", distinct=True)
    accepted = Acceptance.objects.values("site_code", "version__number").annotate(people=people).order_by("site_code", "version__number")
    agreed = Consent.objects.filter(withdrawal=None).values("purpose", "wording_id").annotate(people=people).order_by("purpose")
    words = {
        "broken": broken([part(request, at) for part in PARTS]),
        "ages": list(zip((_("since a week at most"), _("since a month at most"), _("longer")), ages, strict=True)),
        "endings": [each for each in endings if each.rows or each.swept_rows],
        "empty": [each.holding.title for each in endings if not each.rows and not each.swept_rows],
        "erasures": erasures,
        "accepted": [(row["site_code"].upper(), row["version__number"], format_number(row["people"], language)) for row in accepted],
        "agreed": [(row["purpose"], row["wording_id"][:12], format_number(row["people"], language)) for row in agreed],
        "chosen": _chosen(language),
        "sites": all_sites(),
        "today": format_date(at, language),
    }
    return show(request, "promises", words)


def _chosen(language: str) -> list[tuple[str, str, str, str]]:
    """By site: how far the law lets the browser's signal reach, whose browsers signal, who opted out of something."""
    people = Count("person", distinct=True)
    signals = dict(Signal.objects.order_by().values_list("site_code").annotate(people=people))
    refused = dict(OptOut.objects.filter(opt_in=None).order_by().values_list("site_code").annotate(people=people))
    return [
        (each.name, str(REACH[honour(each.law)]), format_number(signals.get(each.code, 0), language), format_number(refused.get(each.code, 0), language))
        for each in all_sites()
    ]


@open_to(OFFICER)
@require_safe
def records(request: Request, site_code: str) -> HttpResponse:
    """The record of processing activities of a site, as a file."""
    return _file(as_json(_site(site_code)), f"processing-{site_code}.json", "application/json")


@open_to(OFFICER)
@require_safe
def assessment(request: Request, site_code: str) -> HttpResponse:
    """The impact assessment of a site, to complete."""
    return _file(impact_assessment(_site(site_code)), f"assessment-{site_code}.md", "text/markdown; charset=utf-8")


def _site(code: str):  # type: ignore[no-untyped-def]
    found = next((each for each in all_sites() if each.code == code), None)
    if found is None:
        raise NotFound
    return found


def _file(text: str, name: str, kind: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"})
