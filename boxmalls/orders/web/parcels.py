"""Couriers tell where parcels are: signed, and heard once."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from boxmalls.base.clock import now
from boxmalls.base.refusals import Forbidden, NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.orders.courier.hearing import hear_event
from boxmalls.shipping.couriers.chosen import has_courier, read_event


@csrf_exempt
@open_to("anyone")
@require_POST
def events(request: Request) -> HttpResponse:
    """
    Hear one event. The signature is the key to this door.

    :raises NotFound: where there is no courier.
    :raises Forbidden: if it was not signed by one, or too long ago.
    :raises NotBookedYet: if the parcel's number was not stored yet: it is to be told again.
    """
    if not has_courier():
        raise NotFound
    at = now()
    try:
        courier, event = read_event(headers=request.headers, body=request.body, at=at)
    except ValueError as wrong:
        raise Forbidden from wrong
    hear_event(courier, event, at=at)
    return HttpResponse(status=204)
