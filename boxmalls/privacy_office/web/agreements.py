"""Texts beside the policy: what is in force where and in which order, who accepted which version, new editions by two persons."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.agreements.actions import set_precedence
from boxmalls.agreements.drafting import approve_agreement, compared, draft_agreement, send_back_agreement
from boxmalls.agreements.kinds import Kind
from boxmalls.agreements.models import AgreementDraft, AgreementVersion
from boxmalls.agreements.queries import Accepted, accepted_by_version, order_of, signatures_of, standing_on
from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import PolicyVersion
from boxmalls.privacy.policy.editions.showing import counted, rows_of
from boxmalls.privacy.policy.queries import versions_in_force
from boxmalls.privacy_office.agreement_forms import WRITTEN, AgreementForm, OrderForm
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who
from boxmalls.sites.models import Site
from boxmalls.sites.queries import all_sites, site

HERE = "/office/agreements/"
MOST_LISTED = 200

PLACES.append((gettext_lazy("Agreements"), HERE, OFFICER))


@open_to(OFFICER)
@require_safe
def agreements(request: Request) -> HttpResponse:
    """Every site with its texts in the order in which they count, each version with who accepted it, and what waits for a second person."""
    return _page(request)


@open_to(OFFICER)
@require_POST
def precedence(request: Request, site_code: str) -> HttpResponse:
    """Set the order among the texts of a site."""
    found = site(site_code)
    form = OrderForm(request.POST, order=order_of(found.code), auto_id=f"o-{found.code}-%s")
    if not form.is_valid():
        return _page(request, wrong={found.code: form}, status=422)
    set_precedence(site_code=found.code, kinds=form.order)
    return HttpResponseRedirect(f"{HERE}#{found.code}", status=303)


@open_to(OFFICER)
@require_safe
def version(request: Request, version_id: UUID) -> HttpResponse:
    """Who accepted a version, by number: when, on which site, read in which language."""
    found = AgreementVersion.objects.filter(pk=version_id).select_related("text").first()
    if found is None:
        raise NotFound
    words = {"version": found, "kind": Kind(found.kind).words, "site": site(found.site_code), "signatures": signatures_of(found, limit=MOST_LISTED)}
    return show(request, "agreement_version", {**words, "names": dict(settings.LANGUAGES)})


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Write a new edition down; it is compared on the next page."""
    if request.method != "POST":
        initial = {"language": "en", "kind": request.GET.get("kind", Kind.TERMS), "sites": [each.code for each in all_sites()]}
        return show(request, "agreement_new", {"form": AgreementForm(initial=initial)})
    form = AgreementForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, "agreement_new", {"form": form}, status=422)
    told = form.cleaned_data
    made = draft_agreement(
        by=who(request), site_codes=told["sites"], kind=told["kind"], language=told["language"], words=form.words, overrides=told["overrides"], at=now()
    )
    return _to(made)


@open_to(OFFICER)
@require_safe
def draft(request: Request, draft_id: UUID) -> HttpResponse:
    """A new edition beside what is in force on each of its sites, and its decision."""
    return _draft(request, _found(draft_id))


@open_to(OFFICER)
@require_POST
def decision(request: Request, draft_id: UUID) -> HttpResponse:
    """Put it in force, or send it back with a reason."""
    found = _found(draft_id)
    if "approve" in request.POST:
        approve_agreement(draft=found, by=who(request), at=now())
    else:
        send_back_agreement(draft=found, by=who(request), reason=request.POST.get("reason", ""), at=now())
    return _to(found)


def _page(request: Request, *, wrong: dict[str, OrderForm] | None = None, status: int = 200) -> HttpResponse:
    policies = {found.site_code: found for found in versions_in_force([each.code for each in all_sites()])}
    words = {
        "per_site": [_site(each, policies.get(each.code), (wrong or {}).get(each.code)) for each in all_sites()],
        "drafts": [(each, Kind(each.kind).words, _sites(each), getattr(each, "decision", None)) for each in _drafts()],
    }
    return show(request, "agreements", words, status=status)


def _site(each: Site, policy: PolicyVersion | None, wrong: OrderForm | None) -> dict[str, Any]:
    versions: list[tuple[Any, Accepted]] = [(kind.words, found) for kind in WRITTEN for found in accepted_by_version(each.code, kind)]
    form = wrong or OrderForm(order=order_of(each.code), auto_id=f"o-{each.code}-%s")
    return {"site": each, "standing": standing_on(each.code), "policy": policy, "versions": versions, "form": form}


def _draft(request: Request, found: AgreementDraft) -> HttpResponse:
    beside = []
    for code in found.site_codes:
        base, pairs = compared(found, code)
        beside.append((site(code), base, counted(pairs), rows_of(pairs)))
    words = {
        "draft": found,
        "kind": Kind(found.kind).words,
        "on_sites": _sites(found),
        "language": dict(settings.LANGUAGES).get(found.text.language, found.text.language),
        "before": [Kind(each).words for each in found.overrides],
        "beside": beside,
        "decision": getattr(found, "decision", None),
        "mine": found.author_id == who(request),
    }
    return show(request, "agreement_draft", words)


def _drafts() -> list[AgreementDraft]:
    return list(AgreementDraft.objects.select_related("decision", "text")[:MOST_LISTED])


def _found(draft_id: UUID) -> AgreementDraft:
    found = AgreementDraft.objects.filter(pk=draft_id).select_related("text", "decision").first()
    if found is None:
        raise NotFound
    return found


def _sites(found: AgreementDraft) -> str:
    return " · ".join(each.name for each in all_sites() if each.code in found.site_codes)


def _to(found: AgreementDraft) -> HttpResponse:
    return HttpResponseRedirect(f"{HERE}drafts/{found.pk}", status=303)
