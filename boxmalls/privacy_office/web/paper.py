"""Paper at the desk: lay a scan down, key it beside what it shows, keep it as it came."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from boxmalls.base.clock import now
from boxmalls.base.filetypes import EXTENSIONS
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request as WebRequest
from boxmalls.base.web import open_to
from boxmalls.privacy.actions.persons import create_person
from boxmalls.privacy.collection import collecting
from boxmalls.privacy.journal import note
from boxmalls.privacy.models import Person
from boxmalls.privacy_office.actions.filing import MOST_BYTES, CannotTakeFile, keep_file
from boxmalls.privacy_office.actions.receiving import Arrival, Asked, receive_request
from boxmalls.privacy_office.forms import EntryForm
from boxmalls.privacy_office.models import Channel, Kind, SealedFile
from boxmalls.privacy_office.paper.reading import guess, read_paper
from boxmalls.privacy_office.purposes import PAPERS
from boxmalls.privacy_office.web.office import OFFICER, show
from boxmalls.sites.queries import all_sites
from boxmalls.sites.queries import site as site_of

LOCKED = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Scan"), help_text=_("PNG, JPEG or PDF, at most 10 MB."), widget=forms.FileInput({"accept": "image/png,image/jpeg,application/pdf"})
    )


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def lay_down(web: WebRequest) -> HttpResponse:
    """Take a scan: it is sealed for a person of its own before anything else happens to it, then read by machine."""
    form = ScanForm(web.POST or None, web.FILES or None)
    if web.method == "POST" and form.is_valid():
        file = _take(form.cleaned_data["scan"])
        return HttpResponseRedirect(f"/office/scans/{file.pk}", status=303)
    return show(web, "lay_down", {"form": form}, status=422 if form.errors else 200)


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def key(web: WebRequest, file_id: UUID) -> HttpResponse:
    """Key what a scan says, with the scan beside the form and the machine's reading as a first draft."""
    file = SealedFile.objects.filter(pk=file_id, use=SealedFile.Use.SCAN, request=None).first()
    if file is None:
        raise NotFound
    sites = [(site.code, site.name) for site in all_sites()]
    form = EntryForm(web.POST or None, sites=sites, languages=list(settings.LANGUAGES), initial=_draft(web, file))
    if web.method == "POST" and form.is_valid():
        number = _enter(web, file, form.cleaned_data)
        return HttpResponseRedirect(f"/office/requests/{number}", status=303)
    words = {"form": form, "scan": {"id": f"{file.pk}/page"}, "action": f"/office/scans/{file.pk}"}
    return show(web, "enter", words, status=422 if form.errors else 200)


@open_to(OFFICER)
@require_safe
def page(web: WebRequest, file_id: UUID) -> HttpResponse:
    """A page of a scan or an attachment, drawn anew: nothing of what the file carries besides reaches a browser."""
    file = _opened(web, file_id)
    pages = read_paper(file.content, words=False).pages
    number = web.GET.get("number", "1")
    index = int(number) - 1 if number.isascii() and number.isdigit() else 0
    if not 0 <= index < len(pages):
        raise NotFound
    return HttpResponse(pages[index], content_type="image/png", headers=LOCKED)


@open_to(OFFICER)
@require_safe
def as_sent(web: WebRequest, file_id: UUID) -> HttpResponse:
    """The file as it was sent, to keep elsewhere; a browser never opens it."""
    file = _opened(web, file_id)
    headers = {**LOCKED, "Content-Disposition": f'attachment; filename="{file.pk.hex[-8:]}.{EXTENSIONS[file.media_type]}"'}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)


def _take(sent: Any) -> SealedFile:
    if sent.size > MOST_BYTES:
        raise CannotTakeFile
    content, at = sent.read(), now()
    reading = read_paper(content)
    person = create_person(kind=Person.VISITOR, at=at)
    return keep_file(person_id=person.pk, request=None, use=SealedFile.Use.SCAN, name=sent.name or "", content=content, read=reading.text, at=at)


def _draft(web: WebRequest, file: SealedFile) -> dict[str, Any]:
    read = file.read or ""
    guessed = guess(read)
    return {
        "channel": Channel.PAPER, "received_at": f"{file.added_at:%Y-%m-%dT%H:%M}", "site": web.site.code, "kind": guessed.kind,
        "words": read, "email": guessed.email, "phone": guessed.phone, "language": web.site.default_language,
    }  # fmt: skip


def _enter(web: WebRequest, file: SealedFile, given: dict[str, Any]) -> str:
    asked = Asked(**{name: given[name] for name in ("words", "name", "email", "phone", "address", "language", "law")}, kind=Kind(given["kind"]))
    arrival, at = Arrival(Channel(given["channel"]), given["received_at"], by=web.person_id, role="staff"), now()
    with transaction.atomic():
        request = receive_request(person=file.person, asked=asked, arrival=arrival, site=site_of(given["site"]), at=at)
        with collecting(PAPERS, person=file.person_id, at=at):
            file.request = request
            file.save(update_fields=["request"])
    return request.number


def _opened(web: WebRequest, file_id: UUID) -> SealedFile:
    file = SealedFile.objects.filter(pk=file_id).first()
    if file is None or file.content is None:
        raise NotFound
    note(verb="read", subject=file.person_id, actor=web.person_id, actor_role="staff", what="privacy_office.SealedFile", row=file.pk, at=now())
    return file
