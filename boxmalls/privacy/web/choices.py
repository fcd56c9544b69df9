"""Your choices: a switch for each purpose that rests on consent, and a no to any category or purpose. What stops is said first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.choices import Standing, opt_in, opt_out, standing
from boxmalls.privacy.choices.actions import NoSuchTarget
from boxmalls.privacy.choices.signals import heard, overruled
from boxmalls.privacy.consent import CHOICES, Choice, give_consent, withdraw_consent
from boxmalls.privacy.devices.answering import put_agreed, take_away
from boxmalls.privacy.register import FEATURES, HOLDINGS, PURPOSES, Basis, Category, Feature, Occasion, Purpose, Target
from boxmalls.privacy.register.features import may_stop
from boxmalls.ui.rendering import render

from .access import known_person

HERE = "/your-data/choices"


@dataclass(frozen=True, slots=True)
class Line:
    """A category or a purpose as the page shows it."""

    title: Any
    clause: str
    features: list[Feature]
    told: dict[str, str]
    refused_at: datetime | None


@open_to("person")
@never_cache
@require_http_methods(["GET", "POST"])
def choices(request: Request) -> HttpResponse:
    """Every choice there is; or turn one purpose on or off."""
    person_id = known_person(request)
    if request.method == "POST":
        return _choose(request)
    stands = standing(person_id)
    words = {
        "choices": list(_switches(stands)),
        "categories": [_line(Target(category=each.value), each.words, each.clause, stands) for each in Category],
        "purposes": [_line(Target(purpose=each.code), each.words, each.occasion.clause, stands) for each in PURPOSES if may_stop(each)],
        "single": [(_title(target), told(target), at) for target, at in stands.refused.items() if target.occasion],
        "signalled_at": stands.signalled_at,
        "heard": heard(),
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "privacy/choices.html", words)


@open_to("person")
@never_cache
@require_http_methods(["GET", "POST"])
def refuse(request: Request) -> HttpResponse:
    """Say what a no stops, and what it does not; then take the no."""
    person_id = known_person(request)
    target = _target(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        opt_out(person_id=person_id, target=target, site_code=request.site.code, at=now())
        return take_away(request, HttpResponseRedirect(f"{HERE}?saved=out", status=303))
    cone = FEATURES.cone(target)
    words = {
        "title": _title(target),
        "told": told(target),
        "cone": cone,
        "staying": FEATURES.staying(target),
        "by_law": list(_by_law(target)),
        "occasions": list(_occasions(target)),
        "refused": target in standing(person_id).refused,
    }
    return render(request, "privacy/opt_out.html", words)


@open_to("person")
@require_POST
def accept_again(request: Request) -> HttpResponse:
    """Take a no back."""
    opt_in(person_id=known_person(request), target=_target(request.POST), at=now())
    return HttpResponseRedirect(f"{HERE}?saved=in", status=303)


def _choose(request: Request) -> HttpResponse:
    choice = CHOICES.get(request.POST.get("purpose", ""))
    if choice is None:
        raise NotFound
    person_id, at = known_person(request), now()
    agreed = bool(request.POST.get("agreed"))
    if agreed:
        give_consent(
            person=person_id,
            purpose=choice.purpose,
            wording=choice.wording,
            site_code=request.site.code,
            language=get_language() or "en",
            at=at,
        )
    else:
        withdraw_consent(person=person_id, purpose=choice.purpose, at=at)
    response = HttpResponseRedirect(f"{HERE}?saved=1" if request.POST.get("next") == HERE else "/your-data?saved=1#choices")
    return put_agreed(request, response) if agreed else take_away(request, response)


def _switches(stands: Standing) -> Iterator[tuple[Choice, bool, bool]]:
    """Each switch, whether it is on, and whether a signal turned it off."""
    for choice in CHOICES:
        since = stands.agreed.get(choice.purpose.code)
        off = since is not None and choice.purpose.sharing and overruled(since, stands.signalled_at)
        yield choice, since is not None and not off, off


def _line(target: Target, title: Any, clause: str, stands: Standing) -> Line:
    return Line(title, clause, FEATURES.cone(target), told(target), stands.refused.get(target))


def _target(sent: QueryDict) -> Target:
    """
    What a no is about, as an address or a form says it.

    :raises NoSuchTarget: if there is no such thing.
    """
    target = Target(category=sent.get("category", ""), occasion=sent.get("occasion", ""), purpose=sent.get("purpose", ""))
    if not target.exists:
        raise NoSuchTarget
    return target


def told(target: Target) -> dict[str, str]:
    """A target as an address or a form says it."""
    return {name: value for name, value in (("category", target.category), ("occasion", target.occasion), ("purpose", target.purpose)) if value}


def _title(target: Target) -> str:
    if target.purpose:
        purpose = PURPOSES.get(target.purpose)
        return str(purpose.words) if purpose else target.purpose
    category = str(Category(target.category).words)
    return f"{category}: {Occasion(target.occasion).words}" if target.occasion else category


def _by_law(target: Target) -> Iterator[Purpose]:
    """What a law makes us go on keeping although the person says no."""
    seen: set[str] = set()
    for holding in HOLDINGS:
        for category, purpose in holding.fields.values():
            if purpose.basis is Basis.LEGAL_OBLIGATION and purpose.code not in seen and target.covers(category, purpose):
                seen.add(purpose.code)
                yield purpose


def _occasions(target: Target) -> Iterator[tuple[Occasion, dict[str, str]]]:
    """The occasions on which a category is collected, each to be refused alone; none where it is only one."""
    if not target.category or target.occasion:
        return
    found = [each for each in Occasion if FEATURES.cone(Target(category=target.category, occasion=each.value))]
    if len(found) > 1:
        yield from ((each, told(Target(category=target.category, occasion=each.value))) for each in found)
