"""The checkout: one page, each question with its reason, nothing asked that no seller needs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boxmalls.accounts.actions import add_address
from boxmalls.accounts.forms import AddressForm
from boxmalls.accounts.queries import AddressLine, addresses_of, email_of
from boxmalls.agreements.actions import accept_what_applies
from boxmalls.agreements.kinds import AT_CHECKOUT
from boxmalls.agreements.queries import names_of, texts_that_apply
from boxmalls.base.clock import now
from boxmalls.base.web import Request, open_to
from boxmalls.checkout.actions import complete_checkout, start_checkout
from boxmalls.checkout.queries import CartView, cart_of, cart_view
from boxmalls.ledger.queries import balance
from boxmalls.payments.models import Method
from boxmalls.privacy.choices import stopped
from boxmalls.privacy.policy.actions import accept_policy
from boxmalls.privacy.policy.queries import has_accepted
from boxmalls.privacy.register import FEATURES
from boxmalls.sellers.queries import has_phone_line
from boxmalls.shop import queries
from boxmalls.shop.forms import ChoicesForm, ContactForm, parcel_name
from boxmalls.shop.links import order_href
from boxmalls.shop.web.checkout_words import page_words
from boxmalls.ui.rendering import render


@dataclass(frozen=True, slots=True)
class Answers:
    """The three forms of the page; bound when something was sent."""

    contact: ContactForm
    address: AddressForm
    choices: ChoicesForm

    @property
    def all(self) -> tuple[ContactForm, AddressForm, ChoicesForm]:
        return self.contact, self.address, self.choices

    def are_valid(self) -> bool:
        """Whether every question has an answer that can be used; all are looked at."""
        judged = [form.is_valid() for form in self.all]
        return all(judged)

    def errors(self) -> list[tuple[str, str]]:
        """The places and words of what needs another look, in the order of the page."""
        return [(f"id_{name}", str(words[0])) for form in self.all for name, words in form.errors.items()]


@open_to("anyone")
@require_http_methods(["GET", "POST"])
def checkout(request: Request) -> HttpResponse:  # noqa: PLR0911 each way out is a line
    """Show the page; or take the order, or show what needs another look with everything that was written."""
    person_id = request.person_id
    if person_id is None:
        return HttpResponseRedirect("/cart", status=303)
    sent = request.POST if request.method == "POST" else None
    view = cart_view(person_id, request.site, shipping_in(sent))
    if sent is not None and not view.groups:
        return _again(person_id, sent)
    if not view.can_check_out:
        return HttpResponseRedirect("/cart", status=303)
    if stopped(person_id, "checkout.ordering"):
        return _stopped(request, view, sent)
    if sent is None:
        start_checkout(person=person_id, site=request.site, at=now())
        return _page(request, view, _answers(request, view, None))
    if "recount" in sent:
        return _page(request, view, _unjudged(request, view, sent))
    answers = _answers(request, view, sent)
    return _second_look(request, view, answers) or _order(request, answers)


def _second_look(request: Request, view: CartView, answers: Answers) -> HttpResponse | None:
    """The page again, when something needs another look before the order can be placed."""
    if not answers.are_valid():
        return _page(request, view, answers, errors=answers.errors(), status=422)
    told = answers.choices.cleaned_data
    if request.POST.get("texts", "") != names_of(texts_that_apply(request.site.code, AT_CHECKOUT)):
        return _page(request, view, answers, texts_changed=True, status=409)
    if told["expected_total_minor"] != view.total_minor:
        return _page(request, view, answers, changed=True, status=409)
    if told["payment"] == Method.BALANCE and balance(request.person.pk, view.currency) < view.total_minor:
        answers.choices.add_error("payment", _("Your balance does not cover this. Choose another way"))
        return _page(request, view, answers, errors=answers.errors(), status=422)
    return None


def _order(request: Request, answers: Answers) -> HttpResponse:
    """Place the order. Sent twice, it is placed once."""
    person, site, at = request.person, request.site, now()
    cart = cart_of(person.pk, site)
    told = answers.choices.cleaned_data
    if told.get("policy"):
        accept_policy(person=person, site_code=site.code, language=request.LANGUAGE_CODE, at=at)
    accept_what_applies(person_id=person.pk, site_code=site.code, kinds=AT_CHECKOUT, language=request.LANGUAGE_CODE, at=at)
    group = complete_checkout(
        cart=cart,
        person=person,
        key=told["key"],
        expected_total_minor=told["expected_total_minor"],
        contact=answers.contact.cleaned_data["email"],
        delivery=answers.address.postal,
        shipping=answers.choices.shipping,
        payment_method=told["payment"],
        at=at,
        language=request.LANGUAGE_CODE,
    )
    if told.get("remember") and not stopped(person.pk, "accounts.address-book"):
        add_address(person_id=person.pk, postal=answers.address.postal, at=at)
    return HttpResponseRedirect(f"{order_href(group.number)}?placed=1", status=303)


def _again(person_id: UUID, sent: QueryDict) -> HttpResponse:
    """The button was pressed twice, or the basket was emptied elsewhere: lead to the order that came of it, or to the basket."""
    number = queries.completed(person_id, sent.get("key", "")[:64].replace("\0", ""))
    return HttpResponseRedirect(order_href(number) if number else "/cart", status=303)


def _stopped(request: Request, view: CartView, sent: QueryDict | None) -> HttpResponse:
    """The page for who opted out of what an order needs: why not, how to opt in, and all that was written."""
    answers = _answers(request, view, None) if sent is None else _unjudged(request, view, sent)
    status = 200 if sent is None or "recount" in sent else 409
    return _page(request, view, answers, stopped=FEATURES.get("checkout.ordering"), status=status)


def _page(request: Request, view: CartView, answers: Answers, *, status: int = 200, **more: Any) -> HttpResponse:
    response = render(request, "shop/checkout.html", page_words(request, view, answers, **more), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answers(request: Request, view: CartView, sent: QueryDict | None, initial: dict[str, Any] | None = None) -> Answers:
    rules = {
        "rates": {group.seller_id: [rate.code for rate in group.rates] for group in view.groups},
        "methods": methods(request, view),
        "needs_policy": not has_accepted(request.person_id, request.site.code),  # type: ignore[arg-type]
        "may_remember": request.user.is_authenticated and not stopped(request.person_id, "accounts.address-book"),
    }
    ask_phone = has_phone_line() and any(group.learns == "address_phone" for group in view.groups)
    first = initial if initial is not None else known_before(request)
    return Answers(
        ContactForm(sent, initial=first),
        AddressForm(sent, initial=first, countries=request.site.ships_to, ask_phone=ask_phone),
        ChoicesForm(sent, initial={"key": uuid4().hex, **first}, **rules),
    )


def _unjudged(request: Request, view: CartView, sent: QueryDict) -> Answers:
    """What was written so far, without a word about what is missing yet."""
    return _answers(request, view, None, initial={name: sent.get(name, "") for name in sent})


def methods(request: Request, view: CartView) -> list[str]:
    """The ways of paying: from the balance, when there is one at all; by transfer always."""
    has_balance = balance(request.person_id, view.currency) > 0  # type: ignore[arg-type]
    return [Method.BALANCE, Method.BANK_TRANSFER] if has_balance else [Method.BANK_TRANSFER]


def known_before(request: Request) -> dict[str, Any]:
    """What an account told us before, to begin with: its email, and the address asked for or changed last."""
    if not request.user.is_authenticated or request.person_id is None:
        return {}
    saved = saved_addresses(request)
    chosen = next((line for line in saved if str(line.id) == request.GET.get("address")), saved[0] if saved else None)
    return {"email": email_of(request.person_id), **(chosen.postal.as_dict() if chosen else {})}


def saved_addresses(request: Request) -> list[AddressLine]:
    """The delivery addresses that an account keeps; read once for each request."""
    known: list[AddressLine] | None = getattr(request, "saved_addresses", None)
    if known is None:
        known = addresses_of(request.person_id, "delivery") if request.user.is_authenticated and request.person_id else []
        request.saved_addresses = known  # type: ignore[attr-defined]
    return known


def shipping_in(sent: QueryDict | None) -> dict[UUID | str, str]:
    """The ways of delivery that were chosen, by seller; what is not one counts as not chosen."""
    start = parcel_name(UUID(int=0)).partition("0")[0]
    return {name.removeprefix(start): value for name, value in (sent or {}).items() if name.startswith(start) and isinstance(value, str)}
