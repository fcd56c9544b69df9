"""
A page without what speaks of some features, and without what tells people what is held about them and what they chose.

Templates mark both: `data-feature="checkout.ordering"` on what is there only for a feature, or only because it stopped, and `data-told`
on a live view. Whatever else is on a page stands outside the cone of every no.
"""

import re
from collections.abc import Set as AbstractSet
from html.parser import HTMLParser

CHOICES = re.compile(r"/your-data(/choices|/proofs)?")
"""Pages that are such a view from their first heading to their last line."""


def outside(page: bytes, features: AbstractSet[str], path: str = "") -> str:
    """What a page says outside the fragments of these features and the live views."""
    reader = _Outside(features, CHOICES.fullmatch(path) is not None)
    reader.feed(page.decode())
    reader.close()
    return re.sub(r"\s+", " ", "".join(reader.kept))


class _Outside(HTMLParser):
    """Writes a page down again, but for the fragments."""

    def __init__(self, features: AbstractSet[str], of_choices: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.features, self.of_choices = features, of_choices
        self.kept: list[str] = []
        self.inside, self.depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.inside and self._is_fragment(tag, dict(attrs)):
            self.inside, self.depth = tag, 1
        elif self.inside:
            self.depth += tag == self.inside
        else:
            self.kept.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._keep(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if not self.inside:
            self.kept.append(f"</{tag}>")
        elif tag == self.inside:
            self.depth -= 1
            self.inside = self.inside if self.depth else ""

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._keep(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"<!{decl}>")

    def _keep(self, written: str) -> None:
        if not self.inside:
            self.kept.append(written)

    def _is_fragment(self, tag: str, said: dict[str, str | None]) -> bool:
        return "data-told" in said or bool(self.features & set((said.get("data-feature") or "").split())) or (self.of_choices and tag == "main")
