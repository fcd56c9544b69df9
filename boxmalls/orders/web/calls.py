"""The phone relay tells what happened on a line: signed, and heard once."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from boxmalls.base.clock import now
from boxmalls.base.refusals import Forbidden, NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.orders.phone_relay.hearing import hear_event
from boxmalls.orders.phone_relay.lines import phone_relay


@csrf_exempt
@open_to("anyone")
@require_POST
def calls(request: Request) -> HttpResponse:
    """
    Hear one event. The signature is the key to this door.

    :raises NotFound: where there is no phone relay.
    :raises Forbidden: if it was not signed by it, or too long ago.
    """
    relay = phone_relay()
    if relay is None:
        raise NotFound
    at = now()
    try:
        event = relay.read_event(headers=request.headers, body=request.body, at=at)
    except ValueError as wrong:
        raise Forbidden from wrong
    hear_event(event, at=at)
    return HttpResponse(status=204)
