"""First drafts of what we write, in the language of whoever asked. The person in charge reads and changes them before they go."""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from boxmalls.privacy_office.actions.stepping import terms_for
from boxmalls.privacy_office.models import Request
from boxmalls.sites.queries import site as site_of
from boxmalls.ui.formatting import format_date, format_money


def draft(move: str, request: Request) -> str:
    """A draft for a move, or nothing."""
    write = DRAFTS.get(move)
    if write is None:
        return ""
    with translation.override(request.language):
        return write(request)


def _day(request: Request) -> str:
    return format_date(request.due_on, request.language)


def _acknowledge(request: Request) -> str:
    return _("We have received your request and given it the number %(number)s. You will have our answer by %(day)s at the latest.") % {
        "number": request.number,
        "day": _day(request),
    }


def _proof(request: Request) -> str:
    return _(
        "Before we answer we have to know that it is you. Open the page below and let us send a code to the address that we know, or sign in there. "
        "We need nothing else."
    )


def _clarity(request: Request) -> str:
    return _("We want to do what you ask, and are not sure that we understand it. Please tell us:")


def _fee(request: Request) -> str:
    return _("This would cost what is named here. We do nothing, and you owe nothing, before you agree. You agree or decline on the page below.")


def fee_line(request: Request, amount_minor: int) -> str:
    """The line that names the fee, in the currency of the law or of the shop; where the law wants a written estimate it says that it is one."""
    fees = terms_for(request)[0].fees
    with translation.override(request.language):
        price = format_money(amount_minor, fee_currency(request), request.language)
        return _("This is a written estimate. We ask for no more than %(price)s.") % {"price": price} if fees.get("estimate") else price


def fee_currency(request: Request) -> str:
    """In what a fee is named: what the law's own roof is in, else what the shop sells in."""
    return str(terms_for(request)[0].fees.get("currency") or site_of(request.site_code).currency)


def _extend(request: Request) -> str:
    return _("We need more time than until %(day)s. The reason is:") % {"day": _day(request)}


def _part(request: Request) -> str:
    return _("Here is a part of the answer. The rest follows.")


def _answer(request: Request) -> str:
    answers = {
        "access": _("A copy of everything that we hold about you is ready. Fetch it on the page below; it is there for seven days."),
        "carry": _("Your data is ready in a form that machines read. Fetch it on the page below; it is there for seven days."),
        "who": _("Who received something about you, what and why, stands in the copy that is ready on the page below."),
        "correct": _("We have corrected what you named, and tell those to whom we gave it in the last year."),
        "withdraw": _("Your consent is taken back. What rested on it has stopped."),
        "restrict": _("From now on nobody but you and the person in charge reads what we hold about you."),
        "object": _("The use that you named has stopped."),
    }
    return answers.get(request.kind, "")


def _refuse(request: Request) -> str:
    return _("We cannot do what you ask. The reason is named here. You may appeal on the page below within 30 days, or turn to the authority of your country.")


def _confirm_refusal(request: Request) -> str:
    return _("We have looked again, and come to the same answer. The reason is:")


def _reopen(request: Request) -> str:
    return _("You are right. We take your request up again.")


DRAFTS: dict[str, Callable[[Request], str]] = {
    "acknowledge": _acknowledge,
    "ask_proof": _proof,
    "ask_clarity": _clarity,
    "quote_fee": _fee,
    "extend": _extend,
    "answer_part": _part,
    "answer": _answer,
    "refuse": _refuse,
    "confirm_refusal": _confirm_refusal,
    "reopen": _reopen,
}
