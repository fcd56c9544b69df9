"""Macros write safe markup and tell their state."""

import pytest

from boxmalls.ui.jinja import linked
from boxmalls.ui.rendering import engine

NASTY = '"><script>alert(1)</script>'


def write(line: str, **values: object) -> str:
    return engine().env.from_string(line).render(values)


@pytest.mark.parametrize(
    "line",
    [
        '{% from "ui/macros/button.html" import button %}{{ button(x, href=x, hidden=x) }}{{ button(x, name=x, value=x, attributes={"data-x": x}) }}',
        '{% from "ui/macros/field.html" import field %}{{ field("a", x, x, hint=x, error=x, note=x, note_title=x, placeholder=x) }}',
        '{% from "ui/macros/field.html" import field %}{{ field("a", x, x, type="textarea") }}{{ field("b", x, x, type="select", options=[(x, x)]) }}',
        '{% from "ui/macros/card.html" import card %}{{ card(x, x, 1, "EUR", sellers=x, photo=dict(src=x, alt="", width=1, height=1, avif=x, webp=x)) }}',
        '{% from "ui/macros/offer.html" import offer %}{{ offer(x, 1, "EUR", x, seller_href=x, place=x, badge=x, facts=[("eye", x)], sees=x) }}',
        '{% from "ui/macros/chip.html" import filter_chip %}{{ filter_chip(x, x) }}',
        '{% from "ui/macros/masked.html" import masked %}{{ masked(x, x) }}{{ masked(x, href=x, what=x) }}',
        '{% from "ui/macros/alert.html" import alert, error_summary %}{{ alert(x, x) }}{{ error_summary([(x, x)]) }}',
        '{% from "ui/macros/held.html" import held, held_row %}{{ held("i", x, "d-basic", 0, x, x, x) }}{{ held_row(x, x, [(x, x)]) }}',
    ],
)
def test_what_people_write_is_never_markup(line):
    written = write(line, x=NASTY)
    assert "<script" not in written
    assert '""' not in written.replace('alt=""', "")


def test_a_field_points_to_its_hint_error_and_note():
    written = write('{% from "ui/macros/field.html" import field %}{{ field("zip", "Postcode", hint="h", error="e", note="n") }}')
    assert 'aria-describedby="f-zip-h f-zip-e f-zip-n"' in written
    assert 'aria-invalid="true"' in written
    assert all(f'id="f-zip-{part}"' in written for part in "hen")


def test_a_password_is_never_written_back():
    assert "secret" not in write('{% from "ui/macros/field.html" import field %}{{ field("p", "Password", "secret", type="password") }}')


def test_prices_carry_their_exact_value():
    assert '<data value="50.00">€50.00</data>' in write('{% from "ui/macros/price.html" import price %}{{ price(5000, "EUR") }}')


def test_an_undefined_name_is_loud():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        write("{{ nowhere }}")


def test_the_pager_leaves_gaps_and_marks_the_page():
    written = write('{% from "ui/macros/pager.html" import pager %}{% macro to(p) %}?p={{ p }}{% endmacro %}{{ pager(6, 20, to) }}')
    assert written.count("pager-gap") == 2
    assert 'href="?p=6" aria-current="page"' in written
    assert write('{% from "ui/macros/pager.html" import pager %}{% macro to(p) %}{% endmacro %}{{ pager(1, 1, to) }}') == ""


def test_a_sentence_with_links_is_one_message():
    said = linked("[Sign in], or see %(what)s of [100%% of %(who)s].", "/in?a=%20", "/b", what="<b>", who="[x]")
    assert said == '<a href="/in?a=%20">Sign in</a>, or see &lt;b&gt; of <a href="/b">100% of [x]</a>.'
    with pytest.raises(ValueError, match="1 links, and 2 addresses"):
        linked("[Sign in].", "/a", "/b")
