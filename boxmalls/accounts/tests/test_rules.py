"""Addresses and numbers as each country writes them: examples pass, nonsense is told what to write instead, nothing breaks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.accounts import gazetteer
from boxmalls.accounts.countries import COUNTRIES, delivered_countries
from boxmalls.accounts.rules import AddressRefused, check_address, clean_line, example_of, read_address, read_birthday, read_phone, read_postcode

LENA = {"name": "Lena Krause", "line1": "Lindenweg 12", "postcode": "04107", "city": "Leipzig"}
codes = st.sampled_from(sorted(COUNTRIES))
anything = st.text(max_size=300)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_countrys_own_example_is_taken_as_it_is_written(code):
    country = COUNTRIES[code]
    assert read_postcode(country, country.postcode_example) == (country.postcode_example, "")
    number, trouble = read_phone(code, country.phone_example)
    assert (trouble, number[: len(country.calling) + 1]) == ("", f"+{country.calling}")


@pytest.mark.parametrize("code", COUNTRIES)
def test_an_error_shows_an_example_that_would_be_taken(code):
    country = COUNTRIES[code]
    _text, trouble = read_postcode(country, "x")
    assert country.postcode_example in trouble
    _number, trouble = read_phone(code, "12")
    for example in (country.phone_example, trouble.rpartition(" or ")[2]):
        assert example in trouble
        assert read_phone(code, example)[1] == ""


@pytest.mark.parametrize(
    ("code", "written", "kept"),
    [
        ("DE", "D-04107", "04107"),
        ("NL", "1012js", "1012 JS"),
        ("SE", "SE-11129", "111 29"),
        ("US", "94607-0001", "946070001"),
        ("PL", "00950", "00-950"),
        ("PT", "1100 148", "1100-148"),
        ("LV", "1010", "LV-1010"),
        ("LT", "LT 01100", "LT-01100"),
        ("IE", "d02x285", "D02 X285"),
        ("TW", "１１０", "110"),
        ("TW", "11051", "11051"),
        ("MY", " 50450 ", "50450"),
    ],
)
def test_a_postcode_is_understood_however_it_is_typed(code, written, kept):
    assert read_postcode(COUNTRIES[code], written) == (kept, "")


@pytest.mark.parametrize(
    ("code", "written", "kept"),
    [
        ("DE", "01512 3456789", "+4915123456789"),
        ("DE", "+49 (1512) 345-6789", "+4915123456789"),
        ("DE", "0049 1512 3456789", "+4915123456789"),
        ("DE", "+886 912 345 678", "+886912345678"),
        ("DE", "+1 212 555 0100", "+12125550100"),
        ("IT", "06 698 1234", "+39066981234"),
        ("HU", "06 20 123 4567", "+36201234567"),
        ("TW", "0912-345-678", "+886912345678"),
        ("MY", "012–345 6789", "+60123456789"),
    ],
)
def test_a_number_is_kept_as_it_is_dialled_from_anywhere(code, written, kept):
    assert read_phone(code, written) == (kept, "")


@pytest.mark.parametrize("written", ["", "abc", "+", "+0123456789", "1", "9" * 30, "+49 1512 3456789 12345", "０１５１２３４５"])
def test_what_nobody_can_dial_is_not_kept(written):
    assert read_phone("DE", written)[1] or read_phone("DE", written)[0].startswith("+")


def test_taiwans_district_and_county_follow_from_the_postcode():
    told = {"name": "王小明", "line1": "中山北路二段 42 號", "postcode": "104"}
    assert check_address("TW", told, language="zh-hant").as_dict() | {"phone": ""} == {
        **told, "line2": "", "city": "中山區", "region": "臺北市", "country": "TW", "phone": "",
    }  # fmt: skip
    assert check_address("TW", told, language="en").city == "Zhongshan District"


@pytest.mark.parametrize("county", ["台北市", "臺北市", "Taipei City", "taipei"])
def test_a_county_may_be_written_in_either_way(county):
    assert not read_address("TW", {**LENA, "postcode": "104", "city": "中山區", "region": county})[1]


def test_a_district_that_is_elsewhere_is_told_where_the_postcode_is():
    _address, problems = read_address("TW", {**LENA, "postcode": "104", "city": "安平區"}, language="zh-hant")
    assert list(problems) == ["city"]
    assert "中山區, 臺北市" in problems["city"]


def test_where_several_districts_share_a_postcode_one_must_be_named():
    _address, problems = read_address("TW", {**LENA, "postcode": "300", "city": ""})
    assert list(problems) == ["city"]
    assert not read_address("TW", {**LENA, "postcode": "300", "city": "香山區"})[1]


def test_malaysias_state_follows_and_the_town_may_be_called_as_its_people_call_it():
    address = check_address("MY", {**LENA, "postcode": "50450", "city": "Kampung Baru"})
    assert (address.city, address.region) == ("Kampung Baru", "Kuala Lumpur")
    assert list(read_address("MY", {**LENA, "postcode": "50450", "city": "KL", "region": "Johor"})[1]) == ["region"]


@pytest.mark.parametrize(("country", "postcode"), [("TW", "199"), ("MY", "00001")])
def test_a_postcode_of_no_place_is_refused_with_one_that_is(country, postcode):
    _address, problems = read_address(country, {**LENA, "postcode": postcode, "city": ""})
    assert postcode in problems["postcode"]


def test_a_refusal_names_each_field_and_what_to_write():
    with pytest.raises(AddressRefused) as refusal:
        check_address("DE", {"postcode": "0410"})
    assert refusal.value.problems == {
        "name": "Enter the name for the parcel label, for example Lena Krause",
        "line1": "Enter the street and number, for example Lindenweg 12",
        "city": "Enter the town or city, for example Leipzig",
        "postcode": "Enter five digits, for example 04107",
    }
    assert refusal.value.status == 422


def test_examples_are_in_the_readers_letters():
    assert example_of("name", "TW", "zh-hant") == "王小明"
    assert example_of("name", "TW", "ms") == "Wang Hsiao-ming"


@given(codes, st.fixed_dictionaries(dict.fromkeys(("name", "line1", "line2", "postcode", "city", "region", "phone"), anything)))
def test_whatever_is_typed_there_is_an_answer_and_never_a_crash(country, told):
    address, problems = read_address(country, told)
    for name, value in address.as_dict().items():
        assert "\x00" not in value
        assert "\n" not in value
        assert name in problems or len(value) <= 120
    assert all(problems.values())


@given(codes, st.data())
def test_reading_what_was_read_changes_nothing(country, data):
    """What was kept once is taken again as it stands: correcting a street does not trip over the rest."""
    habits = COUNTRIES[country]
    postcode = data.draw(st.from_regex(re.compile(habits.postcode, re.ASCII), fullmatch=True))
    if gazetteer.has_list(country):
        postcode = habits.postcode_example
    first, problems = read_address(country, {"name": "N", "line1": "L", "city": "", "postcode": postcode})
    again, more = read_address(country, {**first.as_dict(), "city": first.city or "C"}) if not first.city else read_address(country, first.as_dict())
    assert (again.postcode, "postcode" in problems, "postcode" in more) == (first.postcode, False, False)


@given(codes, st.from_regex(r"[0-9 ()+./-]{0,24}", fullmatch=True))
def test_a_number_is_kept_in_e164_or_not_at_all(country, written):
    number, trouble = read_phone(country, written)
    if not trouble:
        assert re.fullmatch(r"\+[1-9]\d{5,15}", number)
        assert read_phone(country, number) == (number, "")


@given(anything)
def test_a_cleaned_line_is_one_line_and_clean_for_good(text):
    line = clean_line(text)
    assert line == clean_line(line)
    line.encode()


def test_marks_that_turn_the_reading_direction_do_not_reach_a_label():
    assert clean_line("Lena\u202eesuarK\u2066") == "LenaesuarK"


@pytest.mark.parametrize(("written", "taken"), [("1990-05-23", True), ("1899-12-31", False), ("23.5.1990", False), ("", False), ("２０００-01-01", False)])
def test_a_birthday_is_a_day_that_somebody_can_have_been_born_on(written, taken):
    assert (read_birthday(written)[1] == "") is taken


def test_the_lists_are_whole():
    assert len(gazetteer._malaysia()) == 2929
    assert len(gazetteer._taiwan()) == 368
    assert all(place.region_en for several in gazetteer._taiwan().values() for place in several)


def test_each_law_delivers_somewhere():
    assert delivered_countries("TW") == ("TW",)
    assert delivered_countries("MY") == ("MY",)
    assert delivered_countries("US-CA") == ("US",)
    assert len(delivered_countries("EU")) == 30


@pytest.mark.parametrize(
    ("country", "typed", "kept"), [("IE", "A00 0000", "A00 0000"), ("IE", "d02x285", "D02 X285"), ("DE", "D-04107", "04107"), ("LV", "lv1010", "LV-1010")]
)
def test_a_letter_before_a_postcode_is_dropped_only_where_it_is_no_part_of_it(country, typed, kept):
    address, problems = read_address(country, {"name": "N", "line1": "L", "city": "C", "postcode": typed})
    assert (address.postcode, problems) == (kept, {})
