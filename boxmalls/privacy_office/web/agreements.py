"""Texts beside the policy: what is in force where and in which order, who accepted which version; new editions, and another order by two persons."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.agreements.actions import draft_agreement
from boxmalls.agreements.kinds import TEXTS, Kind
from boxmalls.agreements.models import AgreementVersion, OrderChange
from boxmalls.agreements.ordering import approve_order, propose_order, send_back_order
from boxmalls.agreements.queries import Accepted, accepted_by_version, changes_of, order_of, signatures_of, standing_on
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import Edition, PolicyVersion
from boxmalls.privacy.policy.queries import versions_in_force
from boxmalls.privacy_office.agreement_forms import AgreementForm, OrderForm
from boxmalls.privacy_office.web.editions import AGREEMENTS_SHELF, begin_text, listed
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who
from boxmalls.sites.models import Site
from boxmalls.sites.queries import all_sites, site

MOST_LISTED = 200

PLACES.append((gettext_lazy("Agreements"), AGREEMENTS_SHELF.home, OFFICER))


@open_to(OFFICER)
@require_safe
def agreements(request: Request) -> HttpResponse:
    """Every site with its texts in the order in which they count, each version with who accepted it, and what is on its way."""
    return _page(request)


@open_to(OFFICER)
@require_POST
def precedence(request: Request, site_code: str) -> HttpResponse:
    """Propose another order among the texts of a site."""
    found = site(site_code)
    form = OrderForm(request.POST, order=order_of(found.code), auto_id=f"o-{found.code}-%s")
    if not form.is_valid():
        return _page(request, wrong={found.code: form}, status=422)
    told = form.cleaned_data
    propose_order(
        site_code=found.code, kinds=form.order, why=told["why"], effective_on=told["effective_on"], short_notice=told["short_notice"], by=who(request), at=now()
    )  # fmt: skip
    return _to(found.code)


@open_to(OFFICER)
@require_POST
def order_decision(request: Request, change_id: UUID) -> HttpResponse:
    """Let a proposed order count, never by its author; or send it back with a reason."""
    found = get_object_or_404(OrderChange, pk=change_id)
    if "approve" in request.POST:
        approve_order(change=found, by=who(request), at=now())
    else:
        send_back_order(change=found, by=who(request), reason=request.POST.get("reason", ""), at=now())
    return _to(found.site_code)


@open_to(OFFICER)
@require_safe
def version(request: Request, version_id: UUID) -> HttpResponse:
    """Who accepted a version, by number: when, on which site, read in which language."""
    found = get_object_or_404(AgreementVersion.objects.select_related("text", "edition"), pk=version_id)
    words = {"version": found, "kind": Kind(found.kind).words, "site": site(found.site_code), "signatures": signatures_of(found, limit=MOST_LISTED)}
    return show(request, "agreement_version", {**words, "names": dict(settings.LANGUAGES)})


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin another edition of a text."""
    return begin_text(request, page="agreement_new", form=AgreementForm.of(request), draft=_draft)


def _draft(told: dict[str, Any], words: bytes, by: UUID, at: datetime) -> Edition:
    return draft_agreement(
        by=by, title=told["title"], site_codes=told["sites"], kind=told["kind"], language=told["language"], words=words, news=told["news"],
        overrides=told["overrides"], at=at,
    )  # fmt: skip


def _page(request: Request, *, wrong: dict[str, OrderForm] | None = None, status: int = 200) -> HttpResponse:
    policies = {found.site_code: found for found in versions_in_force([each.code for each in all_sites()])}
    words = {
        "per_site": [_site(each, who(request), policies.get(each.code), (wrong or {}).get(each.code)) for each in all_sites()],
        "editions": listed(AGREEMENTS_SHELF.works),
        "names": dict(settings.LANGUAGES),
    }
    return show(request, "agreements", words, status=status)


def _site(each: Site, me: UUID, policy: PolicyVersion | None, wrong: OrderForm | None) -> dict[str, Any]:
    versions: list[tuple[Any, Accepted]] = [(kind.words, found) for kind in TEXTS for found in accepted_by_version(each.code, kind)]
    form = wrong or OrderForm(order=order_of(each.code), auto_id=f"o-{each.code}-%s")
    changes = [(change, change.words, getattr(change, "decision", None), change.author_id == me) for change in changes_of(each.code)]
    return {"site": each, "standing": standing_on(each.code), "policy": policy, "versions": versions, "form": form, "changes": changes}


def _to(site_code: str) -> HttpResponse:
    return HttpResponseRedirect(f"{AGREEMENTS_SHELF.home}#{site_code}", status=303)
