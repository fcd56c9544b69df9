"""Asking, and following how it stands: for everybody, signed in or not."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boxmalls.accounts import proofs
from boxmalls.base.clock import now
from boxmalls.base.limits import limited
from boxmalls.base.refusals import BadInput, NotFound
from boxmalls.base.web import Request as WebRequest
from boxmalls.base.web import open_to
from boxmalls.privacy.vault import unwrap
from boxmalls.privacy_office.actions.acknowledging import acknowledge
from boxmalls.privacy_office.actions.answering import fetch_copy, restrict_for
from boxmalls.privacy_office.actions.documents import UNDERTAKING, send_document, undertake
from boxmalls.privacy_office.actions.filing import MOST_BYTES, CannotTakeFile
from boxmalls.privacy_office.actions.proving import prove_by_account, prove_by_code
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.actions.stepping import Actor, take_step, terms_for, today_of
from boxmalls.privacy_office.actions.writing import key_of, write_words
from boxmalls.privacy_office.forms import PageForm
from boxmalls.privacy_office.limits import ASK_FROM, WRITE_FROM
from boxmalls.privacy_office.models import Channel, Copy, Kind, Request, Wanted
from boxmalls.privacy_office.permissions import check_may_follow, is_theirs
from boxmalls.privacy_office.queries import requests_of
from boxmalls.privacy_office.refusals import NeedsProof
from boxmalls.privacy_office.rules import State, Told, Verb, may
from boxmalls.privacy_office.web.showing import request_words, row_words
from boxmalls.ui.formatting import format_date
from boxmalls.ui.rendering import render

THEIRS = {"agree": Verb.AGREE_FEE, "decline": Verb.DECLINE_FEE, "take-back": Verb.TAKE_BACK}


@open_to("anyone")
@never_cache
@limited(ASK_FROM)
@require_http_methods(["GET", "HEAD", "POST"])
def new(web: WebRequest) -> HttpResponse:
    """The form, and what becomes of it: a number, a deadline, a page to follow it on."""
    form = PageForm(web.POST or None, initial={"kind": web.GET.get("kind", Kind.ACCESS)})
    if web.method == "POST" and form.is_valid():
        request = _receive(web, form.cleaned_data)
        return HttpResponseRedirect(address_of(request), status=303)
    return render(web, "privacy_office/new.html", {"form": form, "known": web.user.is_authenticated}, status=422 if form.errors else 200)


@open_to("account")
@never_cache
@require_safe
def mine(web: WebRequest) -> HttpResponse:
    """Everything that the signed-in person has asked."""
    assert web.person_id is not None
    at = now()
    return render(web, "privacy_office/mine.html", {"requests": [row_words(each, at, web.LANGUAGE_CODE) for each in requests_of(web.person_id)]})


@open_to("anyone")
@never_cache
@require_safe
def follow(web: WebRequest, request_number: str) -> HttpResponse:
    """How a request stands, what was written, and what its person can do."""
    return _show(web, check_may_follow(web, request_number))


@open_to("anyone")
@limited(WRITE_FROM)
@require_POST
def say(web: WebRequest, request_number: str) -> HttpResponse:
    """Add words. What was unclear counts as explained; after the answer, words with `appeal` are an appeal."""
    request = check_may_follow(web, request_number)
    actor, at, words = Actor(request.person_id, "person"), now(), web.POST.get("words", "")
    verb = Verb.APPEAL if "appeal" in web.POST else Verb.CLARIFY if request.state == State.CLARIFYING else None

    def write(moved: Request) -> None:
        write_words(request=moved, words=words, channel=Channel.PAGE, ours=False, actor=actor, at=at)

    if verb is None:
        write(request)
    else:
        take_step(request_id=request.pk, verb=verb, told=Told(reason=words), actor=actor, at=at, beside=write)
    return HttpResponseRedirect(address_of(request), status=303)


@open_to("anyone")
@require_POST
def decide(web: WebRequest, request_number: str) -> HttpResponse:
    """Agree to a fee or decline it, or take the request back."""
    request = check_may_follow(web, request_number)
    verb = THEIRS.get(web.POST.get("decision", ""))
    if verb is None:
        raise BadInput
    take_step(request_id=request.pk, verb=verb, told=Told(), actor=Actor(request.person_id, "person"), at=now())
    return HttpResponseRedirect(address_of(request), status=303)


@open_to("anyone")
@require_POST
def prove(web: WebRequest, request_number: str) -> HttpResponse:
    """Prove who asks: by being signed in, else by a code to the address that the request names."""
    request = check_may_follow(web, request_number)
    if "code" in web.POST:
        proof = proofs.prove(web, web.POST["code"], at=now())
        if not request.email or proof.email != request.email.strip().casefold():
            raise NeedsProof
        request = prove_by_code(request=request, proof=proof, at=now())
    elif web.user.is_authenticated:
        request = prove_by_account(request=request, person=web.person, at=now())
    elif request.email:
        proofs.ask_for_code(web, request.email, at=now())
        return HttpResponseRedirect(address_of(request) + "&code=sent#proof", status=303)
    return HttpResponseRedirect(address_of(request), status=303)


@open_to("anyone")
@never_cache
@require_POST
def copy(web: WebRequest, request_number: str) -> HttpResponse:
    """
    Fetch the copy: the page's key is not enough, one is signed in or has just proven the address.

    :raises NeedsProof: otherwise.
    """
    request, at = check_may_follow(web, request_number), now()
    if not may_fetch(web, request):
        raise NeedsProof
    packed = fetch_copy(request=request, at=at)
    headers = {"Content-Disposition": f'attachment; filename="your-data-{request.number}.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


@open_to("anyone")
@limited(WRITE_FROM)
@require_POST
def document(web: WebRequest, request_number: str, wanted_id: UUID) -> HttpResponse:
    """Send a document that we asked for."""
    request = check_may_follow(web, request_number)
    wanted = Wanted.objects.filter(pk=wanted_id, request=request).first()
    sent = web.FILES.get("file")
    if wanted is None:
        raise NotFound
    if sent is None or sent.size is None or sent.size > MOST_BYTES:
        raise CannotTakeFile
    send_document(wanted=wanted, name=sent.name or "", content=sent.read(), undertaken="accurate" in web.POST, at=now())
    return HttpResponseRedirect(address_of(request), status=303)


def may_fetch(web: WebRequest, request: Request) -> bool:
    """Whether whoever sits here has just shown that the request is theirs."""
    if is_theirs(web, request):
        return True
    proof = proofs.proven(web, at=now())
    return proof is not None and bool(request.email) and proof.email == (request.email or "").strip().casefold()


def _receive(web: WebRequest, given: dict[str, Any]) -> Request:
    at = now()
    person = web.person if web.user.is_authenticated else None
    asked = Asked(kind=Kind(given["kind"]), words=given["words"], name=given["name"], email=given["email"], language=get_language() or "en", law=given["law"])
    request = receive_request(person=person, asked=asked, arrival=Arrival(Channel.PAGE, at, by=web.person_id), site=web.site, at=at)
    if given["accurate"]:
        undertake(person_id=request.person_id, about=f"request:{request.number}", wording=str(UNDERTAKING), at=at)
    acknowledge(request=request, at=at)
    if person is None:
        return request
    request = prove_by_account(request=request, person=person, at=at)
    if request.kind == Kind.RESTRICT:
        # Who is signed in has proven enough: it is closed in this moment, and the person in charge answers afterwards.
        restrict_for(request=request, actor=Actor(person.pk, "person"), at=at)
    return request


def address_of(request: Request) -> str:
    """The page on which whoever asked follows a request, signed in or not."""
    return f"/privacy/requests/{request.number}?key={key_of(request)}"


def _show(web: WebRequest, request: Request) -> HttpResponse:
    at = now()
    terms, today = terms_for(request)[0], today_of(request, at)
    standing = request.standing
    words = {
        **request_words(request, at, web.LANGUAGE_CODE),
        "key": key_of(request),
        "here": f"/privacy/requests/{request.number}",
        "needs_proof": standing.proven < standing.needs and standing.is_open,
        "code_sent": "code" in web.GET,
        "signed_in": web.user.is_authenticated,
        "may_say": standing.is_open,
        "may_appeal": may(standing, Verb.APPEAL, terms=terms, on=today),
        "quoted": request.state == State.QUOTED,
        "copy_ready": Copy.objects.filter(request=request, until_at__gt=at).exists(),
        "may_fetch": may_fetch(web, request),
        "undertaking": UNDERTAKING,
        "wanted": [_wanted_words(each, web.LANGUAGE_CODE) for each in unwrap(request.wanted.order_by("asked_at"))],
    }
    return render(web, "privacy_office/follow.html", words)


def _wanted_words(wanted: Wanted, language: str) -> dict[str, Any]:
    return {
        "id": wanted.pk,
        "what": wanted.what,
        "reason": wanted.reason or "",
        "until": format_date(wanted.until_on, language),
        "state": wanted.get_state_display(),
        "open": wanted.state in (Wanted.State.ASKED, Wanted.State.SENT),
        "outcome": wanted.outcome or "",
    }
