"""2: data is collected at the declared times and for the declared reasons, and at no others."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connections, transaction

from boxmalls.privacy.collection import collecting
from boxmalls.privacy.register import HOLDINGS, Basis, Occasion, Purpose
from boxmalls.privacy.register.checks import check_register
from boxmalls.privacy.register.doors import NotDeclared
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])

UNHEARD_OF = Purpose(code="orders.selling-addresses", basis=Basis.CONTRACT, occasion=Occasion.TRANSACTIONS, words="Sell your address.")


def test_what_serves_no_declared_purpose_is_refused(lena):
    with pytest.raises(NotDeclared), transaction.atomic(), collecting(UNHEARD_OF, person=lena, at=AT):
        pass
    with pytest.raises(DatabaseError, match="may not be written"), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('boxmalls.purpose', 'orders.selling-addresses', true)")
        cursor.execute("INSERT INTO orders_delivery DEFAULT VALUES")


def test_a_column_that_nobody_declared_stops_the_start(monkeypatch):
    said = {**HOLDINGS._plain}
    said.pop("privacy.Person")
    monkeypatch.setattr(HOLDINGS, "_plain", said)
    assert apps.get_model("privacy.Person")
    assert "privacy.E001" in [problem.id for problem in check_register()]
