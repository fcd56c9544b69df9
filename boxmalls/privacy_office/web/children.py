"""Children at the desk: closing an account that turns out to be a child's."""

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
from boxmalls.privacy_office.actions.children import close_childs_account
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


class ChildForm(forms.Form):
    email = forms.EmailField(label=_("Email of the account"))
    how = forms.ChoiceField(label=_("How it was found"), choices=HOW)
    sure = forms.BooleanField(label=_("It is a child's account. Close it now and delete everything."), error_messages={"required": _("Tick this to go on.")})


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def children(web: WebRequest) -> HttpResponse:
    """The ages of each site's law, what was closed, and one more to close."""
    form = ChildForm(web.POST or None)
    if web.method == "POST" and form.is_valid():
        given = form.cleaned_data
        close_childs_account(email=given["email"], site_code=web.site.code, how=given["how"], actor=Actor(web.person_id, "staff"), at=now())
        messages.success(web, gettext("The account is closed, and what was held is deleted."))
        return HttpResponseRedirect("/office/children", status=303)
    closed = [(format_moment(each.closed_at, web.LANGUAGE_CODE), dict(HOW).get(each.how, each.how)) for each in ClosedChild.objects.order_by("-closed_at")[:50]]
    ages = [(site.name, ages_of(site.law, site.country)) for site in all_sites()]
    return show(web, "children", {"form": form, "closed": closed, "ages": ages}, status=422 if form.errors else 200)
