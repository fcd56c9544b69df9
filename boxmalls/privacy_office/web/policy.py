"""New texts of the policy: import, compare, answer, approve by a second person, announce."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import Edition, EditionProposal
from boxmalls.privacy.policy.editions import actions
from boxmalls.privacy.policy.editions.queries import comparisons, edition_of, editions_in, proposal_of, state_of
from boxmalls.privacy.policy.editions.rules import OPEN_TO_CHANGE, Step
from boxmalls.privacy.policy.editions.showing import counted, rows_of
from boxmalls.privacy.policy.queries import versions_in_force
from boxmalls.privacy.register import PURPOSES, Category
from boxmalls.privacy_office.policy_forms import DraftForm, ProposalForm, ReasonForm, TextForm
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who
from boxmalls.sites.queries import all_sites, site

KINDS = {Step.IN_FORCE: "good", Step.PROPOSED: "warn", Step.APPROVED: "care", Step.SCHEDULED: "care", Step.WITHDRAWN: ""}
MOST_LISTED = 100

PLACES.append((gettext_lazy("Policy"), "/office/policy/", OFFICER))


def _waiting(request: Request, at: datetime) -> Part:
    editions = list(editions_in(Step.PROPOSED, Step.APPROVED, Step.SCHEDULED)[:MOST_LISTED])
    rows = [Figure(str(Step(each.state).words), each.title, f"/office/policy/{each.pk}", KINDS.get(Step(each.state), "")) for each in editions]  # type: ignore[attr-defined]
    return Part(_("Policy texts"), words="" if rows else _("No text waits for approval or for its day."), href="/office/policy/", rows=rows)


PARTS.append(_waiting)


@open_to(OFFICER)
@require_safe
def policy(request: Request) -> HttpResponse:
    """What is in force on each site, and every text on its way or behind us."""
    in_force = {version.site_code: version for version in versions_in_force([each.code for each in all_sites()])}
    listed = [
        (each, Step(each.state).words, KINDS.get(Step(each.state), ""), _sites(each))  # type: ignore[attr-defined]
        for each in editions_in()[:MOST_LISTED]
    ]
    return show(request, "policy", {"per_site": [(each, in_force.get(each.code)) for each in all_sites()], "editions": listed})


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a new text."""
    if request.method != "POST":
        return show(request, "policy_new", {"form": DraftForm(initial={"language": "en", "sites": [each.code for each in all_sites()]})})
    form = DraftForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, "policy_new", {"form": form}, status=422)
    told = form.cleaned_data
    edition = actions.draft_edition(
        by=who(request), title=told["title"], site_codes=told["sites"], language=told["language"], words=form.words, news=told["news"], at=now()
    )
    return _to(edition)


@open_to(OFFICER)
@require_safe
def edition(request: Request, edition_id: UUID) -> HttpResponse:
    """A text beside the one in force, what is said about it, and what can be done with it now."""
    return _page(request, edition_of(edition_id))


@open_to(OFFICER)
@require_POST
def texts(request: Request, edition_id: UUID) -> HttpResponse:
    """Put in, or replace, the text in a language."""
    found = edition_of(edition_id)
    if "remove" in request.POST:
        actions.remove_text(edition=found, by=who(request), language=request.POST["remove"])
        return _to(found)
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, text_form=form, status=422)
    told = form.cleaned_data
    actions.import_text(edition=found, by=who(request), language=told["language"], words=form.words, news=told["news"], at=now())
    return _to(found)


@open_to(OFFICER)
@require_POST
def proposal(request: Request, edition_id: UUID) -> HttpResponse:
    """Answer the questions and hand the text to the second person."""
    found, at = edition_of(edition_id), now()
    form = ProposalForm(request.POST, today=at.date())
    if not form.is_valid():
        return _page(request, found, proposal_form=form, status=422)
    told = form.cleaned_data
    answers = actions.Answers(
        effective_on=told["effective_on"],
        purposes=told["purposes"],
        categories=told["categories"],
        reworded=told["reworded"],
        material=told["material"] == "yes",
        short_notice=told["short_notice"],
    )
    actions.propose_edition(edition=found, by=who(request), answers=answers, at=at)
    return _to(found)


@open_to(OFFICER)
@require_POST
def approval(request: Request, edition_id: UUID) -> HttpResponse:
    """Approve; never by the author."""
    found = edition_of(edition_id)
    actions.approve_edition(edition=found, by=who(request), at=now())
    return _to(found)


@open_to(OFFICER)
@require_POST
def schedule(request: Request, edition_id: UUID) -> HttpResponse:
    """Announce."""
    found = edition_of(edition_id)
    actions.schedule_edition(edition=found, by=who(request), at=now())
    return _to(found)


@open_to(OFFICER)
@require_POST
def sending_back(request: Request, edition_id: UUID) -> HttpResponse:
    """Send back to the author, with what is to change."""
    found = edition_of(edition_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reason_form=form, status=422)
    actions.return_edition(edition=found, by=who(request), reason=form.cleaned_data["reason"], at=now())
    return _to(found)


@open_to(OFFICER)
@require_POST
def withdrawal(request: Request, edition_id: UUID) -> HttpResponse:
    """Give it up; whoever was told that it comes is told that it does not."""
    found = edition_of(edition_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reason_form=form, status=422)
    actions.withdraw_edition(edition=found, by=who(request), reason=form.cleaned_data["reason"], at=now())
    return _to(found)


def _page(
    request: Request,
    found: Edition,
    *,
    text_form: TextForm | None = None,
    proposal_form: ProposalForm | None = None,
    reason_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    state, me = state_of(found), who(request)
    put = {each.language: each for each in found.texts.select_related("text")}
    language = request.GET.get("text", "")
    language = language if language in put else found.binding_language
    names, proposed = dict(settings.LANGUAGES), proposal_of(found)
    mine = found.author_id == me
    answered = _answered(proposed) if proposed else {"effective_on": now().date().isoformat()}
    words = {
        "edition": found,
        "state": Step(state),
        "state_words": state.words,
        "state_kind": KINDS.get(state, ""),
        "on_sites": _sites(found),
        "texts": [(code, names.get(code, code), each, code == found.binding_language) for code, each in put.items()],
        "shown_code": language,
        "shown_language": names.get(language, language),
        "comparisons": [(each, _names(each.site_codes), counted(each.pairs), rows_of(each.pairs)) for each in comparisons(found, language)],
        "steps": [(step, Step(step.kind).words, step.by_id.hex[-4:].upper() if step.by_id else "") for step in found.steps.all()],
        "proposal": proposed,
        "said": _said(proposed) if proposed else [],
        "mine": mine,
        "open": state in OPEN_TO_CHANGE,
        "text_form": text_form or TextForm(initial={"language": next((code for code in names if code not in put), found.binding_language)}),
        "proposal_form": proposal_form or ProposalForm(initial=answered, today=now().date()),
        "reason_form": reason_form or ReasonForm(),
    }
    return show(request, "policy_edition", words, status=status)


def _answered(proposed: EditionProposal) -> dict[str, Any]:
    return {
        "purposes": proposed.purposes,
        "categories": proposed.categories,
        "reworded": proposed.reworded,
        "material": "yes" if proposed.material else "no",
        "effective_on": proposed.effective_on.isoformat(),
        "short_notice": proposed.short_notice,
    }


def _said(proposed: EditionProposal) -> list[tuple[str, str]]:
    """What the author answered, question by question."""
    purposes = [str(known.words) if (known := PURPOSES.get(code)) else code for code in proposed.purposes]
    reworded = [str(known.words) if (known := PURPOSES.get(code)) else code for code in proposed.reworded]
    lines = [
        (_("New purposes"), " · ".join(purposes) or _("None")),
        (_("New kinds of data"), " · ".join(str(Category(letter).words) for letter in proposed.categories) or _("None")),
        (_("Choices described anew"), " · ".join(reworded) or _("None")),
        (_("Who is asked"), _whom(proposed)),
    ]
    return [*lines, (_("Reason for a shorter notice"), proposed.short_notice)] if proposed.short_notice else lines


def _whom(proposed: EditionProposal) -> str:
    if proposed.asks:
        return _("Everybody who accepted an earlier text on these sites")
    if proposed.reworded:
        return _("Only who agreed to one of the choices named above")
    return _("Nobody: it says the same in other words")


def _sites(found: Edition) -> str:
    return _names(found.site_codes)


def _names(codes: list[str]) -> str:
    return ", ".join(site(code).name for code in codes)


def _to(found: Edition) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"/office/policy/{found.pk}", status=303)
