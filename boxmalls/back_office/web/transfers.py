"""Transfers that are expected: confirmed one by one against the bank's statement."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from boxmalls.back_office.web.office import show
from boxmalls.base.clock import now
from boxmalls.base.refusals import Conflict, NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.orders.queries import numbers_of_groups
from boxmalls.payments.actions import confirm_transfer
from boxmalls.payments.models import Method, Payment
from boxmalls.payments.queries import AwaitedTransfer, awaited_transfers
from boxmalls.ui.formatting import format_date, format_money, format_number

MOST_SHOWN = 200


@open_to("staff:finance")
@require_safe
def transfers(request: Request) -> HttpResponse:
    """Those that are expected, the oldest first. Who pays is not said: the reference is enough."""
    text = request.GET.get("q", "").replace("\0", "").strip().upper()[:40]
    found = [each for each in awaited_transfers(limit=MOST_SHOWN) if text in each.reference]
    numbers = numbers_of_groups([each.group_id for each in found if each.group_id])
    count = len(found)
    words = {
        "transfers": [_words(each, numbers, request.LANGUAGE_CODE) for each in found],
        "query": text,
        "counted": ngettext("%(count)s expected", "%(count)s expected", count) % {"count": format_number(count, request.LANGUAGE_CODE)},
        "next_href": "",
    }
    return show(request, "transfers", words)


@open_to("staff:finance")
@require_POST
def confirm(request: Request, payment_id: UUID) -> HttpResponse:
    """
    Book a transfer that has arrived.

    :raises NotFound: when no transfer is expected under this id.
    :raises Conflict: when the sum on the page is another than the one expected.
    :raises AlreadyConfirmed: when a colleague was quicker.
    """
    payment = Payment.objects.filter(pk=payment_id, method=Method.BANK_TRANSFER).first()
    if payment is None:
        raise NotFound
    if request.POST.get("amount_minor") != str(payment.amount_minor):
        raise Conflict
    assert request.person_id is not None
    confirm_transfer(payment_id=payment.pk, staff_id=request.person_id, at=now())
    return HttpResponseRedirect("/back-office/transfers", status=303)


def _words(each: AwaitedTransfer, numbers: dict[UUID, str], language: str) -> dict[str, Any]:
    return {
        "id": each.payment_id,
        "reference": each.reference,
        "since": format_date(each.created_at, language),
        "order": numbers.get(each.group_id, "") if each.group_id else "",
        "amount": format_money(each.amount_minor, each.currency, language),
        "minor": each.amount_minor,
    }
