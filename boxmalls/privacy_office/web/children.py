"""Children at the desk: closing an account that turns out to be a child's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from boxmalls.base.clock import now
from boxmalls.base.web import Request as WebRequest
from boxmalls.base.web import open_to
from boxmalls.privacy.laws.deadlines import ages_of
from boxmalls.privacy_office.actions.children import Plan, close_childs_account, plan_closing
from boxmalls.privacy_office.actions.stepping import Actor
from boxmalls.privacy_office.models import ClosedChild
from boxmalls.privacy_office.web.office import OFFICER, show
from boxmalls.sites.queries import all_sites
from boxmalls.ui.formatting import format_moment

HOW = [
    ("guardian", _("A parent or guardian told us")),
    ("school", _("A school or an authority told us")),
    ("self", _("They told us")),
    ("review", _("We saw it")),
]


class PlanForm(forms.Form):
    email = forms.EmailField(label=_("Email of the account"), error_messages={"required": _("Enter the address of the account")})
    how = forms.ChoiceField(label=_("How it was found"), choices=HOW)


class ChildForm(PlanForm):
    guardian = forms.EmailField(
        label=_("Email of a parent or guardian"), required=False, help_text=_("They are told that it is closed. The address is used once and not kept.")
    )
    sure = forms.BooleanField(label=_("It is a child's account. Close it now and delete everything."), error_messages={"required": _("Tick this to go on.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PlanForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def children(web: WebRequest) -> HttpResponse:
    """The ages of each site's law, what was closed, and one more to close: first its plan, then the deed."""
    if web.method != "POST":
        return _page(web, PlanForm())
    looked_up = PlanForm(web.POST)
    if not looked_up.is_valid():
        return _page(web, looked_up, status=422)
    at, told = now(), looked_up.cleaned_data
    form = ChildForm(initial=told) if "plan" in web.POST else ChildForm(web.POST)
    if not form.is_bound or not form.is_valid():
        return _page(web, form, plan=plan_closing(email=told["email"], at=at), status=422 if form.errors else 200)
    given = form.cleaned_data
    close_childs_account(
        email=given["email"], site_code=web.site.code, how=given["how"], guardian=given["guardian"], actor=Actor(web.person_id, "staff"), at=at
    )
    messages.success(web, gettext("The account is closed, and what was held is deleted."))
    return HttpResponseRedirect("/office/children", status=303)


def _page(web: WebRequest, form: forms.Form, *, plan: Plan | None = None, status: int = 200) -> HttpResponse:
    closed = [
        (format_moment(each.closed_at, web.LANGUAGE_CODE), dict(HOW).get(each.how, each.how), each.guardian_told)
        for each in ClosedChild.objects.order_by("-closed_at")[:50]
    ]
    ages = [(site.name, ages_of(site.law, site.country)) for site in all_sites()]
    return show(web, "children", {"form": form, "plan": plan, "closed": closed, "ages": ages}, status=status)
