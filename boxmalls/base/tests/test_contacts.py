"""Contact details are found however they are hidden, and numbers of other things are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.base.contacts import Kind, find_contacts, without_contacts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to lena@example.org please", Kind.EMAIL),
        ("lena at example dot org", Kind.EMAIL),
        ("lena (at) example (dot) com", Kind.EMAIL),
        ("ｌｅｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", Kind.EMAIL),
        ("le\u200bna@exa\u200bmple.org", Kind.EMAIL),
        ("lena 小老鼠 example 點 com", Kind.EMAIL),
        ("call 0341 123 45 67", Kind.PHONE),
        ("+49 (0)151/2345-6789", Kind.PHONE),
        ("０９１２３４５６７８", Kind.PHONE),
        ("٠٩١٢٣٤٥٦٧٨", Kind.PHONE),
        ("0.9.1.2.3.4.5.6.7.8", Kind.PHONE),
        ("zero nine one two three four five six seven eight", Kind.PHONE),
        ("零九一二三四五六七八", Kind.PHONE),
        ("kosong satu dua tiga empat lima enam tujuh lapan", Kind.PHONE),
        ("see www.example.shop/me", Kind.LINK),
        ("https://wa.me/491512345", Kind.LINK),
        ("my Line: lena_k88", Kind.HANDLE),
        ("加我微信 lena8888", Kind.HANDLE),
        ("WhatsApp is lena.k", Kind.HANDLE),
        ("find me @lena_krause", Kind.HANDLE),
    ],
)
def test_a_hidden_contact_is_found(text, kind):
    assert kind in {found.kind for found in find_contacts(text)}
    assert find_contacts(without_contacts(text)) == [] or kind is Kind.PHONE


@pytest.mark.parametrize(
    "text",
    [
        "Is it 120 x 80 x 40 cm, or 1200 × 800?",
        "My order BX-7K2M-0091-1 has not come",
        "It cost 1,299.00 and the other 129.00",
        "Can you send it by 2026-11-22, 09:30?",
        "EAN 4006381333931, please check",
        "Two of the four legs are at the wrong height",
        "I am at home. Dot the i.",
        "這張椅子有四隻腳,高度一百二十公分",
        "ありがとうございます。三月に届きました",
        "Line up the holes, then use 3 screws",
        "",
    ],
)
def test_ordinary_talk_is_left_alone(text):
    assert find_contacts(text) == []


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    find_contacts(text)
    without_contacts(text)


@given(st.integers(10**9, 10**10 - 1).filter(lambda number: len(set(str(number))) > 1), st.sampled_from([" ", "-", ".", "", " . ", "\u200b"]))
def test_any_number_is_found_however_it_is_drawn_apart(number, between):
    assert Kind.PHONE in {found.kind for found in find_contacts(f"call {between.join(str(number))} today")}
