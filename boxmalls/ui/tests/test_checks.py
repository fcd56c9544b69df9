"""Templates and styles keep the rules of the house."""

import re
from pathlib import Path

import pytest

from boxmalls.ui import assets, sprites
from boxmalls.ui.checks import colours, inline, words
from boxmalls.ui.checks.reading import templates
from boxmalls.ui.drawings import BY_CATEGORY, SYMBOLS, drawing_for


def test_every_word_of_every_template_is_seen_by_translators():
    assert not list(words.findings()), "\n".join(map(str, words.findings()))


def test_no_template_writes_a_style_a_script_or_a_handler():
    assert not list(inline.findings()), "\n".join(map(str, inline.findings()))


def test_only_the_tokens_write_raw_colours():
    assert not list(colours.findings()), "\n".join(map(str, colours.findings()))


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{{ _('Hello there') }} · {{ name }}</p>", []),
        ("{% trans %}Hello there{% endtrans %}", []),
        ("<p>Hello</p>", ["Hello"]),
        ("<p>Hi {{ name }}</p>", ["Hi …"]),
        ('<img alt="A shoe">', ["A shoe"]),
        ('<input placeholder="{{ _("Search") }}" class="input">', []),
        ('{{ button("Add to basket") }}', ["in an expression: Add to basket"]),
        ('{{ button(_("Add to basket"), kind="second") }}', []),
        ("<b>BoxMalls</b>", []),
    ],
)
def test_words_are_found_where_they_hide(tmp_path: Path, template: str, found: list[str]):
    page = tmp_path / "boxmalls" / "room" / "templates" / "room" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(template)
    assert [each.words for each in words.findings(tmp_path / "boxmalls")] == found


@pytest.mark.parametrize("template", ['<p style="x">', "<style></style>", "<script>1</script>", '<a onclick="x">', '<img src="https://x.example/a.png">'])
def test_what_the_policy_would_stop_is_found(tmp_path: Path, template: str):
    page = tmp_path / "boxmalls" / "room" / "templates" / "page.html"
    page.parent.mkdir(parents=True)
    page.write_text(template)
    assert list(inline.findings(tmp_path / "boxmalls"))


ICON_CALLS = re.compile(r"""\b(?:icon|draw)\(\s*"([a-z-]+)"|\b(?:icon|symbol)="([a-z-]+)"|\("([a-z-]+)", _\(""")


def test_every_icon_that_a_template_names_is_in_the_sprite():
    known = set(sprites.names())
    for path in templates():
        for groups in ICON_CALLS.findall(path.read_text("utf-8")):
            direct = groups[0] or groups[1]
            assert not direct or direct in known, f"{path.name}: no icon {direct}"


def test_every_category_has_a_drawing_that_exists():
    assert set(BY_CATEGORY.values()) <= set(sprites.drawing_names())
    assert set(SYMBOLS.values()) <= set(sprites.icon_names())
    assert drawing_for("aa-8-1-2") == "shoes"
    assert drawing_for("aa-1") == "clothes"
    assert drawing_for("zz") == drawing_for("") == "box"


def test_the_stylesheet_begins_with_the_order_of_its_layers():
    sheet = assets.stylesheet().decode()
    assert sheet.index("@layer reset, tokens, base, components, utilities;") < sheet.index(".button")
    assert len(re.findall(r"^@layer utilities \{", sheet, re.M)) == 2
    for file in (assets.FOLDER / "css").glob("*.css"):
        assert file.read_text("utf-8").strip() in sheet
