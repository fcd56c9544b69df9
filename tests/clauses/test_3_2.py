"""3.2: what is wrong is put right."""

import pytest

from boxmalls.accounts.testing import make_address
from boxmalls.privacy.models import Correction
from boxmalls.privacy.rights.inventory import holdings_of
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def test_a_wrong_value_is_corrected_and_the_change_is_noted(hers, lena):
    make_address(lena, at=AT)
    cell = next(cell for cell in holdings_of(lena.pk) if cell.column == "line1")
    hers.post("/your-data/correction", {"cell": cell.key, "value": "Lindenweg 14"})
    assert next(each.value for each in holdings_of(lena.pk) if each.key == cell.key) == "Lindenweg 14"
    assert Correction.objects.get(person=lena).what == "accounts.Address.line1"
