"""The forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """One form: where it goes, what it would send, and the names of its fields and buttons."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    multipart: bool = False


def forms_of(page: str) -> list[Form]:
    """Every form of a page, in its order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


class _Reader(HTMLParser):
    """Reads fields, options and buttons; what is disabled is not sent."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select: tuple[Form, str, list[str]] | None = None
        self._area: tuple[Form, str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower(), multipart="multipart" in given.get("enctype", ""))
            self.forms.append(self._open)
            self.by_id[given.get("id", "")] = self._open
            return
        form = self.by_id.get(given["form"]) if given.get("form") else self._open
        if tag == "option" and self._select:
            _form, _name, chosen = self._select
            if "selected" in given or not chosen:
                chosen[:] = [given.get("value", "")]
        if form is None or "disabled" in given:
            return
        name = given.get("name", "")
        form.names.add(name)
        if tag == "input":
            self._input(form, name, given)
        elif tag == "button" and given.get("type", "submit") == "submit":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select" and name:
            self._select = (form, name, [])
        elif tag == "textarea" and name:
            self._area = (form, name, [])

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select" and self._select:
            form, name, chosen = self._select
            form.values += [(name, value) for value in chosen]
            self._select = None
        elif tag == "textarea" and self._area:
            form, name, words = self._area
            form.values.append((name, "".join(words).removeprefix("\n")))
            self._area = None

    @staticmethod
    def _input(form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower()
        if kind in ("submit", "image"):
            form.buttons.append((name, given.get("value", "")))
        elif name and kind not in ("button", "reset", "file") and (kind not in ("checkbox", "radio") or "checked" in given):
            form.values.append((name, given.get("value", "on" if kind in ("checkbox", "radio") else "")))
