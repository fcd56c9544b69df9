"""The words of the checkout: why each thing is asked, who will see it, until when it is kept, what happens afterwards."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from boxmalls.agreements.kinds import AT_CHECKOUT, BESIDE_FIELDS, Kind
from boxmalls.agreements.queries import names_of, texts_that_apply
from boxmalls.base.clock import now
from boxmalls.base.web import Request
from boxmalls.checkout.queries import CartView, SellerGroup
from boxmalls.ledger.queries import balance
from boxmalls.payments.models import Method
from boxmalls.payments.rules import DAYS_TO_TRANSFER
from boxmalls.privacy.register import Feature
from boxmalls.shop.forms import parcel_name
from boxmalls.shop.margin import kept, last_day
from boxmalls.shop.web.basket import sums_of
from boxmalls.shop.words import days_on_the_way, sees_in_short, things
from boxmalls.ui.drawings import drawing_for
from boxmalls.ui.formatting import format_money, join_words

if TYPE_CHECKING:
    from boxmalls.shop.web.checkout import Answers

type Note = tuple[str, str]


def page_words(
    request: Request,
    view: CartView,
    answers: "Answers",
    *,
    errors: list[tuple[str, str]] | None = None,
    changed: bool = False,
    texts_changed: bool = False,
    stopped: Feature | None = None,
) -> dict[str, Any]:
    """Everything that the template says."""
    language, currency = request.LANGUAGE_CODE, view.currency
    choices = answers.choices
    there = texts_that_apply(request.site.code, [*AT_CHECKOUT, *BESIDE_FIELDS])
    texts = [text for text in there if text.kind in AT_CHECKOUT]
    return {
        "cart": view,
        "currency": currency,
        "contact": answers.contact,
        "address": answers.address,
        "key": choices["key"].value(),
        "payment": choices["payment"].value() or Method.BANK_TRANSFER,
        "payment_error": choices["payment"].errors[0] if choices.is_bound and choices["payment"].errors else "",
        "policy": "policy" in choices.fields,
        "policy_error": choices["policy"].errors[0] if "policy" in choices.fields and choices.is_bound and choices["policy"].errors else "",
        "policy_ticked": bool("policy" in choices.fields and choices["policy"].value()),
        "policy_words": Markup(_('I have read the <a href="/policy">privacy policy</a> and agree to it.')),  # noqa: S704
        "may_remember": "remember" in choices.fields,
        "remember": bool("remember" in choices.fields and choices["remember"].value()),
        "saved": _saved(request),
        "signed_in": request.user.is_authenticated,
        "errors": errors or [],
        "stopped": stopped,
        "changed": _("It is %(amount)s now. Look at it, then order again. Nothing was ordered, and nothing was paid.")
        % {"amount": format_money(view.total_minor, currency, language)}
        if changed
        else "",
        "problems": [problem.words for problem in view.problems],
        "counted": _("%(things)s, delivery included") % {"things": things(view.count)},
        "notes": notes(view),
        "parcels": [_parcel(group, number, view, answers, language) for number, group in enumerate(view.groups, 1)],
        "methods": _methods(request, view),
        "lines": [_line(line, group, currency, language) for group in view.groups for line in group.lines],
        "totals": sums_of(view, currency, language),
        "after": after(view, request.site.law, now().date(), language),
        "agreement": _agreement(view),
        "texts": [(Kind(text.kind).words, f"/agreements/{text.kind}", text.number) for text in texts],
        "notices": [(f"/agreements/{text.kind}", text.number) for text in there if text.kind in BESIDE_FIELDS],
        "texts_named": names_of(texts),
        "texts_changed": texts_changed,
    }


def notes(view: CartView) -> dict[str, Note]:
    """The margin: for each question why it is asked, who sees the answer, and how long it is kept."""
    delivery = kept("orders.Delivery")
    named = [group.name for group in view.groups if group.learns != "label"]
    phoned = [group.name for group in view.groups if group.learns == "address_phone"]
    sellers = join_words(named, get_language() or "en")
    reads = _("The courier reads it, the sellers do not.")
    if named:
        reads = _("The courier and %(sellers)s read it.") % {"sellers": sellers}
    name = (
        (_("The courier and %(sellers)s read it; other sellers see your first name.") % {"sellers": join_words(named, get_language() or "en")})
        if named
        else _("The courier reads it; sellers see your first name.")
    )
    return {
        "email": (_("For the confirmation and news about this order."), _("Sellers never see it.") + " " + kept("orders.Contact")),
        "name": (_("For the parcel label."), f"{name} {delivery}"),
        "line1": (_("For the parcel label."), f"{reads} {delivery}"),
        "place": (_("For the route"), _("and the day of delivery.") + " " + delivery),
        "phone": (
            _("So that %(sellers)s can call when it arrives.") % {"sellers": join_words(phoned, get_language() or "en")},
            _("They see a number of ours that leads to you until the order is done, never yours.") + " " + delivery,
        ),
        "remember": ("", kept("accounts.Address")),
        "payment": (_("Sellers see only that it has been paid."), _("The bank sees the amount and a reference, not what you bought or from whom.")),
    }


def _parcel(group: SellerGroup, number: int, view: CartView, answers: "Answers", language: str) -> dict[str, Any]:
    name = parcel_name(group.seller_id)
    choices = answers.choices
    return {
        "name": name,
        "seller": group.name,
        "sees": _("%(what)s, and that it has been paid.") % {"what": sees_in_short(group.learns)},
        "legend": _("Parcel %(number)s of %(count)s, from %(seller)s") % {"number": number, "count": len(view.groups), "seller": group.name},
        "options": [
            (
                rate.code,
                rate.name,
                days_on_the_way(rate.days_min, rate.days_max),
                format_money(rate.price_minor, view.currency, language) if rate.price_minor else _("free"),
            )
            for rate in group.rates
        ],
        "value": next((rate.code for rate in group.rates if rate.chosen), ""),
        "error": choices[name].errors[0] if choices.is_bound and choices[name].errors else "",
    }


def _methods(request: Request, view: CartView) -> list[tuple[str, str, str, str]]:
    language, currency = request.LANGUAGE_CODE, view.currency
    found = [
        (Method.BANK_TRANSFER.value, _("Bank transfer"), _("The parcels leave when it has arrived; we wait %(days)s days.") % {"days": DAYS_TO_TRANSFER}, "")
    ]
    have = balance(request.person_id, currency) if request.person_id else 0
    if have > 0:
        words = _("You have %(amount)s") % {"amount": format_money(have, currency, language)}
        short = "" if have >= view.total_minor else ". " + _("That does not cover this order")
        found.insert(0, (Method.BALANCE.value, _("From your balance"), words + short, ""))
    return found


def _line(line: Any, group: SellerGroup, currency: str, language: str) -> dict[str, Any]:
    soft = [line.option, group.name] if line.quantity == 1 else [f"{line.quantity} ×", line.option, group.name]
    return {
        "title": line.title,
        "soft": " · ".join(filter(None, soft)),
        "amount": format_money(line.total_minor, currency, language),
        "photo": line.picture,
        "kind": drawing_for(line.category_id),
    }


def _saved(request: Request) -> list[tuple[str, str, bool, bool]]:
    from boxmalls.shop.web.checkout import saved_addresses

    found = saved_addresses(request)
    chosen = request.GET.get("address") or (str(found[0].id) if found else "")
    return [(f"/checkout?address={line.id}", f"{line.postal.name}, {line.postal.line1}, {line.postal.city}", True, str(line.id) == chosen) for line in found]


def after(view: CartView, law: str, today: date, language: str) -> list[tuple[str, str, bool]]:
    """What happens to the data once the button is pressed: when, what."""
    names = join_words((group.name for group in view.groups), get_language() or "en")
    steps = [
        (
            _("Today"),
            ngettext("%(names)s receives what is named beside each question.", "%(names)s receive what is named beside each question.", len(view.groups))
            % {"names": names},
            False,
        )
    ]
    gone = last_day("orders.Delivery", today, law, language)
    books = last_day("orders.Invoice", today, law, language)
    if gone:
        steps.append((gone, _("We delete the address and the email of this order."), False))
    if books:
        steps.append((books, _("We delete the invoice, which the law makes us keep until then, and with it the last trace of this order."), False))
    return steps


def _agreement(view: CartView) -> str:
    sellers = join_words((group.name for group in view.groups), get_language() or "en")
    return (
        ngettext("You buy from %(sellers)s.", "You buy from %(sellers)s, each for itself.", len(view.groups)) % {"sellers": sellers}
        + " "
        + _("Until a parcel has left you may cancel it.")
    )
