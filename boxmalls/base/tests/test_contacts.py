"""Contact details are found however they are hidden, and numbers of other things are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boxmalls.base.contacts import Kind, find_contacts, without_contacts
from boxmalls.base.contacts.endings import ENDINGS

EUROPE = "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se eu ch li no is uk"
SHOPS = "tw hk my sg jp cn us com net org co.jp com.tw com.my co.uk"
HIDDEN = [
    ("write to lena@example.org please", Kind.EMAIL),
    ("lena at example dot org", Kind.EMAIL),
    ("lena (at) example (dot) com", Kind.EMAIL),
    ("ｌｅｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", Kind.EMAIL),
    ("le\u200bna@exa\u200bmple.org", Kind.EMAIL),
    ("lena 小老鼠 example 點 com", Kind.EMAIL),
    ("lena小老鼠gmail點com", Kind.EMAIL),
    ("lena [@] gmail . com", Kind.EMAIL),
    ("lena＠gmail。com", Kind.EMAIL),
    ("lena@gmail。com", Kind.EMAIL),
    ("我的信箱是lena@gmail.com謝謝", Kind.EMAIL),
    ("メールはlena＠example．co．jpまで", Kind.EMAIL),
    ("lena アットマーク example ドット jp", Kind.EMAIL),
    ("lena at firma dot ch", Kind.EMAIL),
    ("Lena AT Firma DOT Ch", Kind.EMAIL),
    ("lena <at> firma <punkt> at", Kind.EMAIL),
    ("lena {at} firma {dot} se please", Kind.EMAIL),
    ("lena at firma.dk", Kind.EMAIL),
    ("e-mel saya lena at contoh titik my", Kind.EMAIL),
    ("lena at gmail", Kind.EMAIL),
    ("lena-at-gmail-dot-com", Kind.EMAIL),
    ("lena (a) gmx.de", Kind.EMAIL),
    ("lena@müller.de", Kind.EMAIL),
    ("lena@公司.台灣", Kind.EMAIL),
    ("lena@firma.newending", Kind.EMAIL),
    ("call 0341 123 45 67", Kind.PHONE),
    ("+49 (0)151/2345-6789", Kind.PHONE),
    ("０９１２３４５６７８", Kind.PHONE),
    ("٠٩١٢٣٤٥٦٧٨", Kind.PHONE),
    ("0.9.1.2.3.4.5.6.7.8", Kind.PHONE),
    ("０９０・１２３４・５６７８", Kind.PHONE),
    ("090ー1234ー5678", Kind.PHONE),
    ("0912–345–678", Kind.PHONE),
    ("01 23 45 67 89", Kind.PHONE),
    ("電話0912345678謝謝", Kind.PHONE),
    ("zero nine one two three four five six seven eight", Kind.PHONE),
    ("零九一二三四五六七八", Kind.PHONE),
    ("ゼロ キュウ ゼロ イチ ニ サン ヨン ゴ ロク ナナ ハチ", Kind.PHONE),
    ("kosong satu dua tiga empat lima enam tujuh lapan", Kind.PHONE),
    ("see www.example.shop/me", Kind.LINK),
    ("https://wa.me/491512345", Kind.LINK),
    ("firma.ch/kontakt", Kind.LINK),
    ("look here: firma.ch", Kind.LINK),
    ("請到firma.ch看", Kind.LINK),
    ("mein-laden.at", Kind.LINK),
    ("公司.台灣", Kind.LINK),
    ("firma dot com", Kind.LINK),
    ("my Line: lena_k88", Kind.HANDLE),
    ("加我微信 lena8888", Kind.HANDLE),
    ("加LINE lena8888", Kind.HANDLE),
    ("我的賴 lena8888", Kind.HANDLE),
    ("WhatsApp is lena.k", Kind.HANDLE),
    ("WhatsApp lena88", Kind.HANDLE),
    ("whatsapp: lenakrause", Kind.HANDLE),
    ("telegram lena_k88", Kind.HANDLE),
    ("Instagram me on lena.k88", Kind.HANDLE),
    ("LINE lena88", Kind.HANDLE),
    ("add my line lena88", Kind.HANDLE),
    ("LINEのIDはlena8888です", Kind.HANDLE),
    ("guna Telegram lena_k88", Kind.HANDLE),
    ("find me @lena_krause", Kind.HANDLE),
]
ORDINARY = {
    "en": [
        "Is it 120 x 80 x 40 cm, or 1200 × 800?",
        "My order BX-7K2M-0091-1 has not come",
        "It cost 1,299.00 and the other 129.00",
        "129.00 159.00 189.00",
        "Can you send it by 2026-11-22, 09:30?",
        "EAN 4006381333931, please check",
        "Two of the four legs are at the wrong height",
        "I am at home. Dot the i.",
        "size 40 at home. Thanks",
        "I am at home. My dog barks at 5.30 pm",
        "I tried it at home. It is too small",
        "We met at work. So it goes.",
        "Look at the dot in the photo",
        "I look at polka dot shirts",
        "Chanel No.5, 100.ml, and node.js for beginners",
        "vue.js or asp.net, vol.2, ver.3.1",
        "The chair is broken.It fell over",
        "e.g. the blue one, i.e. no.7",
        "A 2.4 GHz, 3.14159265 and 0.00012345 are decimal numbers",
        "sizes 36 37 38 39 40 41",
        "120 140 160 180 cm",
        "2 pieces @129.00 each, or 3 @99",
        "The line is crooked",
        "the flask is fb-2-10-7, the chair VX-5000",
        "Line: see the photo",
        "Line up the holes, then use 3 screws",
        "signal is weak, the messenger came",
        "Does WhatsApp work on this tablet?",
        "I'm @home until noon",
        "model years 2019-2020 and 2021/2022",
        "Mr.Coffee, Dr.Martens and St.Moritz",
        "the file is chair.zip, the film chair.mov",
        "tracking number 123456789012",
        "will.i.am, J.R.R. Tolkien, a.k.a. the U.S.A.",
        "The price is $12.50. In all $1,250.00.",
    ],
    "zh": [
        "這張椅子有四隻腳,高度一百二十公分",
        "尺寸是 120.5 x 60.5 公分嗎?",
        "我在家。谢谢",
        "價格 NT$12,500,一共 25,000 元。請問何時到貨?",
        "第3.5版。2026年11月22日 14:30 以前",
        "這條線是黑色的 line art",
        "五六七八號都可以",
    ],
    "ja": [
        "ありがとうございます。三月に届きました",
        "サイズは M・L・XL のどれですか。価格は12,980円です。",
        "幅120.5cm、高さ45.0cmでしょうか。No.5の色も見たいです。",
        "コーヒー・メーカーを2台。2026年11月22日までに",
        "ライン・アート 3.5 の本",
    ],
    "ms": [
        "Saya di rumah. Terima kasih",
        "Harga RM 1,299.00 atau RM 129.90?",
        "Harganya Rp 12.500.000 di kedai lain",
        "dah sampai.sy suka",
        "Saiz 40 atau 42. Boleh hantar sebelum 22.11.2026?",
        "No.5 dan no. 7 sudah habis",
    ],
    "de": [
        "Ist Größe 40 noch da? Bin ab 17.30 Uhr daheim. Danke",
        "Der Preis ist 1.299,00 Euro, nicht 12.500.000 €.",
        "z.B. die Nr.5, d.h. ca.10 Stück. Am besten blau.",
        "Am Punkt in der Mitte ist ein Kratzer.",
        "Der Stuhl ist kaputt.In der Mitte ein Riss",
    ],
}


@pytest.mark.parametrize(("text", "kind"), HIDDEN)
def test_a_hidden_contact_is_found(text, kind):
    assert kind in {found.kind for found in find_contacts(text)}
    assert find_contacts(without_contacts(text)) == [] or kind is Kind.PHONE


@pytest.mark.parametrize("ending", f"{EUROPE} {SHOPS}".split())
@pytest.mark.parametrize("form", ["lena@firma.{}", "lena at firma dot {}", "lena (at) firma . {}", "see firma.{}/kontakt", "see firma.{}", "www.firma.{}"])
def test_every_ending_of_the_countries_we_sell_in_is_known(form, ending):
    assert find_contacts(form.format(ending.replace(".", " dot ") if " dot " in form else ending))


@pytest.mark.parametrize("text", ["", *(text for texts in ORDINARY.values() for text in texts)])
def test_ordinary_talk_is_left_alone(text):
    assert find_contacts(text) == []


def test_the_list_of_endings_is_iana_s_with_its_source():
    assert len(ENDINGS) > 1400
    assert {"com", "ch", "museum", "台灣", "рф"} <= ENDINGS
    assert not {"js", "thanks", "danke"} & ENDINGS


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    find_contacts(text)
    without_contacts(text)


@given(
    st.lists(st.sampled_from(["a", "at", "dot", "@", ".", "。", " ", "line", "0", "1", "-", "(", "com", "whatsapp", "é", "三", "・"]), max_size=2000).map(
        "".join
    )
)
def test_no_text_made_of_its_own_signs_breaks_it(text):
    find_contacts(text)


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "a at ", "1 ", "1.", "line ", "one ", "a-", "(at)", "@a", "三", "a dot ", "http", " ", "@", "whatsapp "])
def test_a_long_text_of_one_piece_costs_little_more_than_its_length(piece):
    """Counted in steps, not in seconds: no pattern repeats without a bound inside another that does."""
    import re._constants as kinds
    import re._parser as parser

    from boxmalls.base.contacts import handles, links, mails, numbers

    for room in (mails, links, handles, numbers):
        for pattern in vars(room).values():
            if hasattr(pattern, "pattern"):
                assert not list(_unbounded(parser.parse(pattern.pattern), kinds)), pattern.pattern
    find_contacts(piece * (6_000 // len(piece)))


def _unbounded(parsed, kinds, inside=False):
    """Repetitions without a bound that stand inside another repetition."""
    for kind, given_ in parsed:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            _least, most, body = given_
            if inside and most is kinds.MAXREPEAT:
                yield given_
            yield from _unbounded(body, kinds, inside or most > 1)
        elif kind is kinds.SUBPATTERN:
            yield from _unbounded(given_[3], kinds, inside)
        elif kind is kinds.BRANCH:
            for branch in given_[1]:
                yield from _unbounded(branch, kinds, inside)


@given(st.integers(10**9, 10**10 - 1).filter(lambda number: len(set(str(number))) > 1), st.sampled_from([" ", "-", ".", "", " . ", "\u200b", "・", "–", "。"]))
def test_any_number_is_found_however_it_is_drawn_apart(number, between):
    assert Kind.PHONE in {found.kind for found in find_contacts(f"call {between.join(str(number))} today")}
