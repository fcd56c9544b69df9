"""A shop in which something has happened: orders, messages, requests, a correction, a hold, a drill."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from boxmalls.accounts.models import Staff
from boxmalls.orders.models import OrderGroup
from boxmalls.privacy.retention.sweeping import sweep
from boxmalls.privacy_office.models import Request
from boxmalls.sellers.models import Seller
from boxmalls.sites.models import Site
from demo.office import fill_office
from demo.orders import let_talk, make_sales
from demo.people import MIRA, PEOPLE, person_called


def let_live(*, sellers: dict[str, Seller], sites: Sequence[Site], at: datetime, progress: Callable[[int, int], None]) -> None:
    """Make all of it, once; a part that was broken off is made anew."""
    known = {site.code: site for site in sites}
    clerk, officer = (person_called(next(each.email for each in PEOPLE if each.staff == role)) for role in (Staff.FINANCE, Staff.OFFICER))
    mira = person_called(MIRA)
    if not OrderGroup.objects.filter(person=mira).exists():
        with transaction.atomic():
            make_sales(sellers=sellers, site=known["eu"], clerk=clerk, at=at)
    progress(1, 3)
    let_talk(at=at)
    progress(2, 3)
    if not Request.objects.filter(person=mira).exists():
        with transaction.atomic():
            fill_office(sites=known, officer=officer, at=at)
    # What last month's guests left behind is over by now, as it would be after a night.
    sweep(at=at)
    progress(3, 3)
