"""An edition of the policy or of a text beside it, from its draft to its announcement: compare, answer, approve by a second person, announce."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import Edition, EditionProposal
from boxmalls.privacy.policy.editions import actions
from boxmalls.privacy.policy.editions.queries import comparisons, edition_of, editions_in, editions_of, proposal_of, state_of
from boxmalls.privacy.policy.editions.rules import OPEN_TO_CHANGE, Step
from boxmalls.privacy.policy.editions.showing import counted, rows_of
from boxmalls.privacy.policy.editions.works import POLICY, WORKS, work_of
from boxmalls.privacy.register import PURPOSES, Category
from boxmalls.privacy_office.policy_forms import DraftForm, ProposalForm, ReasonForm, TextForm
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, show, who
from boxmalls.sites.queries import site

KINDS = {Step.IN_FORCE: "good", Step.PROPOSED: "warn", Step.APPROVED: "care", Step.SCHEDULED: "care", Step.WITHDRAWN: ""}
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the editions of some texts are worked on: its address, and the names of its pages (`policy-texts`)."""

    home: str
    name: str
    words: Any

    @property
    def works(self) -> list[str]:
        """The codes of the texts that stand on it."""
        return [work.code for work in WORKS if shelf_of(work.code) is self]


POLICY_SHELF = Shelf("/office/policy/", "policy", gettext_lazy("Policy texts"))
AGREEMENTS_SHELF = Shelf("/office/agreements/", "agreement", gettext_lazy("Agreements"))


def shelf_of(work: str) -> Shelf:
    """Where the editions of a text are worked on."""
    return POLICY_SHELF if work == POLICY else AGREEMENTS_SHELF


def listed(works: Sequence[str]) -> list[tuple[Edition, Any, Any, str, str]]:
    """Editions of these texts, the newest first: what of, its state in words and as a badge, its sites."""
    return [(each, work_of(each).words, Step(each.state).words, KINDS.get(Step(each.state), ""), _sites(each)) for each in editions_of(works)[:MOST_LISTED]]  # type: ignore[attr-defined]


def _waiting(request: Request, at: datetime) -> Part:
    editions = list(editions_in(Step.PROPOSED, Step.APPROVED, Step.SCHEDULED)[:MOST_LISTED])
    rows = [Figure(str(Step(each.state).words), each.title, address_of(each), KINDS.get(Step(each.state), "")) for each in editions]  # type: ignore[attr-defined]
    return Part(_("New texts"), words="" if rows else _("No text waits for approval or for its day."), href="/office/policy/", rows=rows)


PARTS.append(_waiting)


def begin_text(request: Request, *, page: str, form: DraftForm, draft: Any) -> HttpResponse:
    """Write a new text down, to be laid beside the one in force on its own page; `draft(told, words, by, at)` keeps it."""
    if not form.is_bound:
        return show(request, page, {"form": form})
    if not form.is_valid():
        return show(request, page, {"form": form}, status=422)
    return to(draft(form.cleaned_data, form.words, who(request), now()))


@open_to(OFFICER)
@require_safe
def edition(request: Request, edition_id: UUID) -> HttpResponse:
    """A text beside the one in force, what is said about it, and what can be done with it now."""
    return _page(request, _found(request, edition_id))


@open_to(OFFICER)
@require_POST
def texts(request: Request, edition_id: UUID) -> HttpResponse:
    """Put in, or replace, the text in a language."""
    found = _found(request, edition_id)
    if "remove" in request.POST:
        actions.remove_text(edition=found, by=who(request), language=request.POST["remove"])
        return to(found)
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, text_form=form, status=422)
    told = form.cleaned_data
    actions.import_text(edition=found, by=who(request), language=told["language"], words=form.words, news=told["news"], at=now())
    return to(found)


@open_to(OFFICER)
@require_POST
def proposal(request: Request, edition_id: UUID) -> HttpResponse:
    """Answer the questions and hand the text to the second person."""
    found, at = _found(request, edition_id), now()
    form = ProposalForm(request.POST, today=at.date(), work=found.work)
    if not form.is_valid():
        return _page(request, found, proposal_form=form, status=422)
    told = form.cleaned_data
    answers = actions.Answers(
        effective_on=told["effective_on"],
        purposes=told.get("purposes", ()),
        categories=told.get("categories", ()),
        reworded=told.get("reworded", ()),
        material=told["material"] == "yes",
        short_notice=told["short_notice"],
    )
    actions.propose_edition(edition=found, by=who(request), answers=answers, at=at)
    return to(found)


@open_to(OFFICER)
@require_POST
def approval(request: Request, edition_id: UUID) -> HttpResponse:
    """Approve; never by the author."""
    found = _found(request, edition_id)
    actions.approve_edition(edition=found, by=who(request), at=now())
    return to(found)


@open_to(OFFICER)
@require_POST
def schedule(request: Request, edition_id: UUID) -> HttpResponse:
    """Announce."""
    found = _found(request, edition_id)
    actions.schedule_edition(edition=found, by=who(request), at=now())
    return to(found)


@open_to(OFFICER)
@require_POST
def sending_back(request: Request, edition_id: UUID) -> HttpResponse:
    """Send back to the author, with what is to change."""
    return _for_a_reason(request, edition_id, actions.return_edition)


@open_to(OFFICER)
@require_POST
def withdrawal(request: Request, edition_id: UUID) -> HttpResponse:
    """Give it up; whoever was told that it comes is told that it does not."""
    return _for_a_reason(request, edition_id, actions.withdraw_edition)


def _for_a_reason(request: Request, edition_id: UUID, step: Callable[..., None]) -> HttpResponse:
    found = _found(request, edition_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reason_form=form, status=422)
    step(edition=found, by=who(request), reason=form.cleaned_data["reason"], at=now())
    return to(found)


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
        "shelf": shelf_of(found.work),
        "of": work_of(found).words,
        "before": [WORKS[code].words for code in found.overrides],
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
        "proposal_form": proposal_form or ProposalForm(initial=answered, today=now().date(), work=found.work),
        "reason_form": reason_form or ReasonForm(),
    }
    return show(request, "edition", words, status=status)


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
    ]
    lines = [*(lines if proposed.edition.work == POLICY else ()), (_("Who is asked"), _whom(proposed))]
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


def address_of(found: Edition) -> str:
    """Its page."""
    home = shelf_of(found.work).home
    return f"{home}{found.pk}" if found.work == POLICY else f"{home}editions/{found.pk}"


def to(found: Edition) -> HttpResponseRedirect:
    """On to its page."""
    return HttpResponseRedirect(address_of(found), status=303)


def _found(request: Request, edition_id: UUID) -> Edition:
    found = edition_of(edition_id)
    if not request.path.startswith(shelf_of(found.work).home):
        raise NotFound
    return found
