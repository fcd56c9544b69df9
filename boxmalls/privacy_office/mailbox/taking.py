"""
Taking mails: each once. The row that says so, the request, and how far we have read are one transaction; a crash before it leaves all to
be fetched again, a crash after it nothing to be done. If the server counts anew (UIDVALIDITY), mails are known again by what they are.
"""

import re
from collections import Counter
from datetime import datetime

from django.db import transaction

from boxmalls.base.mailbox.box import Arrived, Box, open_box
from boxmalls.base.mailbox.letter import MOST_BYTES, Letter, read_letter
from boxmalls.privacy.vault.wrapping import key_store
from boxmalls.privacy_office.actions.acknowledging import acknowledge
from boxmalls.privacy_office.actions.filing import keep_file
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.actions.stepping import Actor, take_step
from boxmalls.privacy_office.actions.writing import write_words
from boxmalls.privacy_office.mailbox.guessing import guess_kind
from boxmalls.privacy_office.models import Channel, Kind, MailboxPlace, Request, SealedFile, TakenMail
from boxmalls.privacy_office.rules import State, Told, Verb
from boxmalls.sites.models import Site
from boxmalls.sites.queries import all_sites
from config.env.mailbox import Mailbox

NUMBER = re.compile(r"\[(PR(?:-[0-9A-Z]{4}){2})\]")
Outcome = TakenMail.Outcome
AT_ONCE = 200


def poll(mailbox: Mailbox, *, at: datetime) -> Counter[str]:
    """
    Take every new mail; returns how many were requests, replies, taken before, or written by machines.

    :raises MailboxDoesNotAnswer: if the server does not; what was taken until then stays taken.
    """
    taken: Counter[str] = Counter()
    with open_box(mailbox) as box:
        for uid in box.after(_place(box, at))[:AT_ONCE]:
            arrived = box.fetch(uid, MOST_BYTES)
            taken[take_mail(box, arrived, at=at) if arrived else "gone"] += 1
            box.mark(uid)
    return taken


@transaction.atomic
def take_mail(box: Box, arrived: Arrived, *, at: datetime) -> str:
    """Take one mail, in one transaction."""
    letter = read_letter(arrived.raw)
    digest = key_store().blind(b"mail\0" + letter.digest)
    known = TakenMail.objects.filter(digest=digest).exclude(outcome=Outcome.AGAIN).exists()
    outcome, request = (Outcome.AGAIN, None) if known else _file(letter, arrived, at)
    TakenMail.objects.create(mailbox=box.name, uid_validity=box.uid_validity, uid=arrived.uid, digest=digest, outcome=outcome, request=request, taken_at=at)
    MailboxPlace.objects.filter(mailbox=box.name, last_uid__lt=arrived.uid).update(last_uid=arrived.uid, read_at=at)
    return str(outcome)


def _place(box: Box, at: datetime) -> int:
    """How far this mailbox was read; from the beginning, if its server counts anew."""
    place, _new = MailboxPlace.objects.get_or_create(mailbox=box.name, defaults={"uid_validity": box.uid_validity, "read_at": at})
    if place.uid_validity != box.uid_validity:
        place.uid_validity, place.last_uid = box.uid_validity, 0
        place.save(update_fields=["uid_validity", "last_uid"])
    return place.last_uid


def _file(letter: Letter, arrived: Arrived, at: datetime) -> tuple[TakenMail.Outcome, Request | None]:
    if letter.machine:
        return Outcome.MACHINE, None
    answered = _answered(letter)
    if answered is not None:
        _reply(answered, letter, at)
        return Outcome.REPLY, answered
    return Outcome.REQUEST, _ask(letter, arrived, at)


def _answered(letter: Letter) -> Request | None:
    """The request that a letter answers: its number stands in the subject, and it comes from the address that the request names."""
    named = NUMBER.search(letter.subject.upper())
    found = Request.objects.filter(number=named.group(1)).first() if named else None
    same = found is not None and bool(letter.sender) and (found.email or "").casefold() == letter.sender.casefold()
    return found if same else None


def _reply(request: Request, letter: Letter, at: datetime) -> None:
    actor = Actor(request.person_id, "person")

    def write(moved: Request) -> None:
        write_words(request=moved, words=_said(letter, whole=True), channel=Channel.EMAIL, ours=False, actor=actor, at=at)
        _keep_files(moved, letter, at)

    if request.state == State.CLARIFYING:
        take_step(request_id=request.pk, verb=Verb.CLARIFY, told=Told(), actor=actor, at=at, beside=write)
    else:
        write(request)


def _ask(letter: Letter, arrived: Arrived, at: datetime) -> Request:
    site = _site_of(letter)
    kind = Kind.COMPLAIN if _is_complaint(letter) else guess_kind(f"{letter.subject}\n{letter.words}")
    asked = Asked(kind=kind, words=_said(letter, whole=arrived.whole), name=letter.name, email=letter.sender, language=site.default_language)
    request = receive_request(person=None, asked=asked, arrival=Arrival(Channel.EMAIL, min(arrived.at, at)), site=site, at=at)
    _keep_files(request, letter, at)
    return acknowledge(request=request, at=at)


def _is_complaint(letter: Letter) -> bool:
    """Whether its subject says so, as the policy promises."""
    return "privacy complaint" in " ".join(letter.subject.casefold().split())


def _said(letter: Letter, *, whole: bool) -> str:
    notes = []
    if letter.left_out:
        notes.append(f"[{letter.left_out} attachments left out]")
    if not whole:
        notes.append("[too large: only its head was taken]")
    return "\n".join(filter(None, (letter.subject, letter.words, *notes))) or "-"


def _keep_files(request: Request, letter: Letter, at: datetime) -> None:
    for file in letter.files:
        keep_file(
            person_id=request.person_id, request=request, use=SealedFile.Use.ATTACHMENT, name=file.name,
            content=file.content, at=at,
        )  # fmt: skip


def _site_of(letter: Letter) -> Site:
    """The site whose person in charge was written to; else the first."""
    sites = all_sites()
    return next((site for site in sites if site.officer_email.casefold() in letter.to), sites[0])
