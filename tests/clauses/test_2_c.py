"""2.c: agreements."""

import pytest

from boxmalls.accounts.testing import make_seller_member
from boxmalls.privacy.rights.inventory import holdings_of

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_whom_a_store_lets_act_for_it_is_kept_as_an_agreement():
    member = make_seller_member()
    kept = {cell.column: cell.purpose.occasion.clause for cell in holdings_of(member.pk) if cell.holding.model == "sellers.TeamMember"}
    assert kept == {"role": "2.c", "joined_at": "2.c"}
