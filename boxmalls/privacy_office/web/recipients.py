"""Who receives data, and where they are: what the record of processing cannot know by itself, the operator says here."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from boxmalls.base.clock import now
from boxmalls.base.refusals import NotFound
from boxmalls.base.web import Request, open_to
from boxmalls.privacy.disclosure.recipients import said, say_where, to_say, unsaid
from boxmalls.privacy.register import RECIPIENTS
from boxmalls.privacy_office.recipient_forms import RecipientForm
from boxmalls.privacy_office.web.desk import PARTS, Figure, Part
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show, who

HERE = "/office/recipients/"
PLACES.append((gettext_lazy("Recipients"), HERE, OFFICER))


def _to_say(_request: Request, _at: datetime) -> Part:
    """What is still to be said, for the first page."""
    rows = [Figure(_("Say where it is"), str(each.name), f"{HERE}#{each.code}", "warn") for each in unsaid()]
    return Part(_("Recipients"), words="" if rows else _("Of every recipient it is known where it is."), href=HERE, rows=rows)


PARTS.append(_to_say)


@open_to(OFFICER)
@require_safe
def recipients(request: Request) -> HttpResponse:
    """Everybody outside who may receive something, and what is said of them."""
    return _page(request)


@open_to(OFFICER)
@require_POST
def saying(request: Request, code: str) -> HttpResponse:
    """Say where one is."""
    if code not in {each.code for each in to_say()}:
        raise NotFound
    form = RecipientForm(request.POST, code=code)
    if not form.is_valid():
        return _page(request, wrong={code: form}, status=422)
    say_where(recipient=code, **form.cleaned_data, by=who(request), at=now())
    return HttpResponseRedirect(f"{HERE}#{code}", status=303)


def _page(request: Request, *, wrong: dict[str, RecipientForm] | None = None, status: int = 200) -> HttpResponse:
    known, asked = said(), {each.code for each in to_say()}
    rows = [(each, known.get(each.code), _form(each.code, known.get(each.code), wrong) if each.code in asked else None) for each in RECIPIENTS]
    return show(request, "recipients", {"rows": rows}, status=status)


def _form(code: str, fact: Any, wrong: dict[str, RecipientForm] | None) -> RecipientForm:
    known = {name: getattr(fact, name) for name in RecipientForm.base_fields} if fact else {}
    return (wrong or {}).get(code) or RecipientForm(code=code, initial=known)
