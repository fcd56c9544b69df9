"""What is written once and sent for everybody says the same as the ORM does for one person."""

import pytest

from boxmalls.accounts.testing import make_account, make_address
from boxmalls.privacy.register import HOLDINGS
from boxmalls.privacy.rights.erasing.ways import way_of
from boxmalls.privacy.rights.hooks import erasers
from boxmalls.privacy.rights.rows import holdings_with_a_person, rows_of
from boxmalls.privacy.rights.testing import remember
from boxmalls.privacy.rights.written import read_rows
from boxmalls.privacy.testing import AT

pytestmark = pytest.mark.django_db(databases=["default", "safe"])


def told(row):
    return {name: value for name, value in row.__dict__.items() if name != "_state"}


def test_every_holding_is_read_as_the_orm_reads_it():
    person, other = (remember(make_account(email, password=None, at=AT), email=email) for email in ("lena@posteo.example", "mei@posteo.example"))
    for somebody in (person, other):
        make_address(somebody, at=AT)
    holdings = holdings_with_a_person()
    for somebody in (person, other):
        read = read_rows(holdings, somebody.pk)
        expected = {holding.model: [told(row) for row in rows_of(holding, somebody.pk)] for holding in holdings}
        assert {model: [told(row) for row in rows] for model, rows in read.items()} == expected
        assert sum(map(len, expected.values())) >= 7, "the positive control: there is something to read"


def test_only_what_goes_beyond_its_own_rows_ends_otherwise_than_as_written():
    own_way = erasers()
    otherwise = {holding.model for holding in HOLDINGS if holding.person and way_of(holding, own_way.get(holding.model)) is None}
    assert otherwise == {model for model, eraser in own_way.items() if not hasattr(eraser, "unlinks")}
