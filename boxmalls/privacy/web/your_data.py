"""Your data: everything that is held, masked until asked for; correct it, carry it away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.consent import CHOICES
from boxmalls.privacy.consent.queries import in_force
from boxmalls.privacy.disclosure.forwarding import sent_on, who_hears
from boxmalls.privacy.disclosure.words import things_in_words, who_in_words
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Disclosure, JournalEntry
from boxmalls.privacy.purposes import RECENTLY_VIEWED
from boxmalls.privacy.register import COOKIES, HOLDINGS, Category, Kind
from boxmalls.privacy.rights.correcting import CannotCorrect, correct_value, find_cell
from boxmalls.privacy.rights.exporting import export_person
from boxmalls.privacy.rights.inventory import Counts, HeldCell, cards_of, next_ending
from boxmalls.privacy.rights.rows import count_rows
from boxmalls.privacy.rights.silenced import NONE, Looks, silent_looks, without
from boxmalls.privacy.visits import recently_viewed
from boxmalls.ui.rendering import render, wants_part

from .access import PROVE, is_known, known_person

ENTRIES_SHOWN = 50


@open_to("anyone")
@never_cache
@require_safe
def page(request: Request) -> HttpResponse:
    """The nine categories, choices, who looked, who received; also for somebody about whom nothing is held."""
    return _show(request, saved=request.GET.get("saved", ""))


@open_to("anyone")
@require_safe
def guest(request: Request) -> HttpResponse:
    """Who ordered without an account proves the address of the order first."""
    return HttpResponseRedirect(PROVE)


@open_to("person")
@never_cache
@require_POST
def show(request: Request) -> HttpResponse:
    """Show one value to its owner, and note that it was shown."""
    person_id, at = known_person(request), now()
    cell = find_cell(person_id, request.GET.get("cell", ""), at=at)
    note(
        verb="read", subject=person_id, actor=person_id, actor_role="person",
        what=f"{cell.holding.model}.{cell.column}", row=cell.row_id, reason=_("You asked to see it"), at=at,
    )  # fmt: skip
    if wants_part(request):
        return render(request, "privacy/shown.html", {"cell": cell, "hear": who_hears(person_id, at=at)})
    return _show(request, opened=cell.key)


@open_to("person")
@never_cache
@require_POST
def correction(request: Request) -> HttpResponse:
    """Correct one value in place; those hear of it whom the person leaves ticked, all where nobody was to be ticked."""
    person_id = known_person(request)
    key, typed = request.POST.get("cell", ""), request.POST.get("value", "")
    only = request.POST.getlist("only") if "chosen" in request.POST else None
    error = _correct(person_id, key, typed, only)
    if error:
        return _show(request, opened=key, error=error, typed=typed, status=422)
    return HttpResponseRedirect(f"/your-data?saved=1#d-{find_cell_category(person_id, key)}")


@open_to("person")
@never_cache
@require_POST
def download(request: Request) -> HttpResponse:
    """Everything, or one category of it, as a ZIP; or all of it to hand on, without what they told us about others."""
    person_id, at = known_person(request), now()
    category, goes_on = _category(request.POST.get("category", "")), "carry" in request.POST
    packed = export_person(person=person_id, category=category, at=at, goes_on=goes_on)
    note(
        verb="exported", subject=person_id, actor=person_id, actor_role="person",
        what=category.clause if category else "", reason=_("You asked for a copy to hand on") if goes_on else _("You asked for a copy"), at=at,
    )  # fmt: skip
    name = f"your-data-{at:%Y-%m-%d}{f'-{category.value}' if category else ''}{'-to-hand-on' if goes_on else ''}.zip"
    return HttpResponse(packed, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def find_cell_category(person_id: UUID, key: str) -> str:
    """The letter of the card on which a value stands; of a value that was emptied, the one on which it stood."""
    label, _colon, rest = key.partition(":")
    holding = HOLDINGS.get(label)
    assert holding is not None
    return holding.fields[rest.rpartition(":")[2]][0].value


def _correct(person_id: UUID, key: str, typed: str, only: list[str] | None) -> str:
    """Correct, and return what is wrong with the value, or nothing."""
    try:
        correct_value(person_id=person_id, key=key, value=typed, only=only, at=now())
    except CannotCorrect as wrong:
        return wrong.message
    return ""


def _category(letter: str) -> Category | None:
    return Category(letter) if letter in set(Category) else None


def _show(request: Request, *, opened: str = "", error: str = "", typed: str = "", saved: str = "", status: int = 200) -> HttpResponse:
    person_id, at = request.person_id, now()
    counted, looks = _counted(person_id, at) if person_id else ({}, NONE)
    cards = cards_of(person_id, counted, looks)
    agreed = in_force(person_id) if person_id else {}
    words: dict[str, Any] = {
        "cards": cards,
        "hear": who_hears(person_id, at=at) if person_id else {},
        "known": is_known(request),
        "someone": request.person,
        "called": _first_name(cards) if request.user.is_authenticated else "",
        "things": sum(card.things for card in cards),
        "filled": sum(bool(card.things) for card in cards),
        "next_ending": next_ending(person_id, counted, at, looks) if person_id else None,
        "choices": [(choice, choice.purpose.code in agreed) for choice in CHOICES],
        "cookies": [(cookie, cookie.name in request.COOKIES) for cookie in COOKIES if cookie.kind is Kind.COOKIE],
        "prove": PROVE,
        "viewed": recently_viewed(person_id) if person_id and RECENTLY_VIEWED.code in agreed else [],
        "opened": opened,
        "error": error,
        "typed": typed,
        "saved": saved,
        **(_history(person_id, at, looks) if person_id else NO_HISTORY),
    }
    return render(request, "privacy/your_data.html", words, status=status)


_GLASS = {
    "asked": gettext_lazy("Asked to look at"),
    "allowed": gettext_lazy("Allowed a look at"),
    "refused": gettext_lazy("Refused a look at"),
    "held": gettext_lazy("Set a hold"),
    "lifted": gettext_lazy("Lifted a hold"),
    "handed-over": gettext_lazy("Handed a copy to a court or an authority"),
    "silenced": gettext_lazy("Was ordered not to tell you of"),
    "agreed": gettext_lazy("Agreed not to tell you of"),
}

NO_HISTORY: dict[str, Any] = {"looks": [], "own_looks": 0, "staff_looks": 0, "disclosures": [], "recipients": 0, "corrected": []}


def _counted(person_id: UUID, at: datetime) -> tuple[Counts, Looks]:
    """How much is held, and which looks are silent: nothing on the page tells of those."""
    counted = count_rows(person_id)
    looks = silent_looks(person_id, at=at, known=counted)
    return (without(counted, person_id, looks) if looks else counted), looks


def _history(person_id: UUID, at: datetime, looks: Looks) -> dict[str, Any]:
    silent = [str(each) for each in looks]
    entries = list(JournalEntry.objects.filter(subject=person_id).exclude(row__in=silent).order_by("-at"))
    others = [entry for entry in entries if entry.actor_role != "person"]
    disclosures = list(Disclosure.objects.filter(person=person_id).exclude(look_id__isnull=False, look_id__in=looks).order_by("-at"))
    return {
        "looks": [(entry, words_of_entry(entry)) for entry in others[:ENTRIES_SHOWN]],
        "own_looks": len(entries) - len(others),
        "staff_looks": sum(entry.actor_role == "staff" and entry.at.year == at.year for entry in others),
        "disclosures": [_disclosed(each) for each in disclosures[:ENTRIES_SHOWN]],
        "recipients": len({each.recipient for each in disclosures}),
        "corrected": sent_on(person_id, ENTRIES_SHOWN),
    }


def _disclosed(told: Disclosure) -> tuple[Disclosure, str, str]:
    """A note of what left, with who and what in words."""
    return told, who_in_words(told.recipient_name), things_in_words(told.what, get_language() or "en")


def words_of_entry(entry: JournalEntry) -> tuple[str, str]:
    """Who, and what, of a journal entry, in words."""
    who = {"staff": _("Our staff"), "seller": _("A seller"), "system": _("The shop itself")}.get(entry.actor_role, entry.actor_role)
    number = f" {entry.actor_id.hex[-4:].upper()}" if entry.actor_id and entry.actor_role == "staff" else ""
    room, _dot, rest = entry.what.partition(".")
    holding = HOLDINGS.get(f"{room}.{rest.partition('.')[0]}")
    column = rest.partition(".")[2]
    what = str(holding.title) if holding else entry.what
    named = holding.names.get(column, column) if holding and column else ""
    verb = {"read": _("Looked at"), "changed": _("Changed"), "exported": _("Copied"), "merged": _("Joined two records"), **_GLASS}.get(entry.verb, entry.verb)
    return who + number, f"{verb}: {what}{f', {named}' if named else ''}"


def _first_name(cards: list[Any]) -> str:
    cells: list[HeldCell] = [cell for card in cards if card.category is Category.BASIC for cell in card.cells]
    return next((cell.value.split()[0] for cell in cells if cell.holding.model == "accounts.Profile" and cell.column == "name"), "")
