"""Confirming at once what came by machine: the number, and the last day by which we answer."""

from datetime import datetime

from boxmalls.privacy_office.actions.stepping import THE_SHOP, take_step
from boxmalls.privacy_office.actions.writing import write_words
from boxmalls.privacy_office.drafts import draft
from boxmalls.privacy_office.models import Channel, Request
from boxmalls.privacy_office.rules import Told, Verb


def acknowledge(*, request: Request, at: datetime) -> Request:
    """Confirm that a request has arrived, in the person's language; by mail, too, where we know an address."""
    words = draft("acknowledge", request)

    def write(moved: Request) -> None:
        write_words(request=moved, words=words, channel=Channel.EMAIL if moved.email else Channel.PAGE, ours=True, actor=THE_SHOP, at=at)

    return take_step(request_id=request.pk, verb=Verb.ACKNOWLEDGE, told=Told(), actor=THE_SHOP, at=at, beside=write)
