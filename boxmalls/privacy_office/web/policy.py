"""The policy on every site, and its editions; a new one begins here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from boxmalls.base.web import Request, open_to
from boxmalls.privacy.models import Edition
from boxmalls.privacy.policy.editions.actions import draft_edition
from boxmalls.privacy.policy.queries import versions_in_force
from boxmalls.privacy_office.policy_forms import DraftForm
from boxmalls.privacy_office.web.editions import POLICY_SHELF, begin_text, listed
from boxmalls.privacy_office.web.office import OFFICER, PLACES, show
from boxmalls.sites.queries import all_sites

PLACES.append((gettext_lazy("Policy"), POLICY_SHELF.home, OFFICER))


@open_to(OFFICER)
@require_safe
def policy(request: Request) -> HttpResponse:
    """What is in force on each site, and every text on its way or behind us."""
    in_force = {version.site_code: version for version in versions_in_force([each.code for each in all_sites()])}
    return show(request, "policy", {"per_site": [(each, in_force.get(each.code)) for each in all_sites()], "editions": listed(POLICY_SHELF.works)})


@open_to(OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a new text."""
    return begin_text(request, page="policy_new", form=DraftForm.of(request), draft=_draft)


def _draft(told: dict[str, Any], words: bytes, by: UUID, at: datetime) -> Edition:
    return draft_edition(by=by, title=told["title"], site_codes=told["sites"], language=told["language"], words=words, news=told["news"], at=at)
