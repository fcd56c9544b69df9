"""Somebody at a browser: keeps cookies, follows redirects, fills in forms; says what a browser says, no more."""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from proofs.forms import Form, forms_of

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
MOST_REDIRECTS = 8
REDIRECTS = (301, 302, 303, 307, 308)

type Upload = tuple[str, str, bytes]
"""A file's name, its content type, what is in it."""


class NoSuchForm(Exception):
    """The page has no form with these fields."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    set_cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def words(self) -> str:
        """The page without its tags."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.text, flags=re.DOTALL)))

    @property
    def forms(self) -> list[Form]:
        """The page's forms."""
        return forms_of(self.text)

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def links(self, start: str) -> list[str]:
        """Where the page's links go that start like this, in order and each once."""
        return list(dict.fromkeys(unescape(link) for link in re.findall(r'<a\b[^>]*?href="([^"]+)"', self.text) if link.startswith(start)))


@dataclass(slots=True)
class Visitor:
    """One browser with its cookies on one host."""

    host: str
    port: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    here: str = "/"
    trail: list[str] = field(default_factory=list)
    """The addresses that our own pages sent this visitor to, and the cookies that they set."""

    def get(self, path: str, *, follow: bool = True, headers: Mapping[str, str] | None = None) -> Answer:
        """Open an address."""
        return self.send("GET", path, headers=headers, follow=follow)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | Sequence[tuple[str, str]] = (),
        *,
        files: Mapping[str, Upload] | None = None,
        follow: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form of ours."""
        if files:
            body, kind = _multipart(list(data.items()) if isinstance(data, Mapping) else list(data), files)
        else:
            body, kind = urlencode(data, doseq=True).encode(), "application/x-www-form-urlencoded"
        return self.send("POST", path, body=body, follow=follow, headers={"Content-Type": kind, **(headers or {})})

    def submit(self, page: Answer, *having: str, files: Mapping[str, Upload] | None = None, button: str = "", follow: bool = True, **values: Any) -> Answer:
        """
        Fill in the form of a page and send it.

        :param having: fields or buttons that the form has, to tell it from others; or its action, with a slash in front.
        :param button: the value of the button to press, where there are several.
        :raises NoSuchForm: if there is none.
        """
        form = self._choose(page, having or tuple(values))
        data = [(name, value) for name, value in form.values if name not in values]
        for name, value in values.items():
            data += [(name, str(each)) for each in (value if isinstance(value, list | tuple) else [value])]
        pressed = next((each for each in form.buttons if each[0] and (not button or button == each[1]) and each[0] not in values), None)
        data += [pressed] if pressed and (button or len(form.buttons) == 1) else []
        where = urljoin(page.url, form.action or page.url)
        if form.method == "post":
            return self.post(where, data, files=files, follow=follow)
        return self.get(f"{urlsplit(where).path}?{urlencode(data)}", follow=follow)

    def send(self, method: str, path: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None, follow: bool = True) -> Answer:
        """Any request; redirects are followed as browsers do."""
        answer = self._once(method, path, body, headers or {})
        for _ in range(MOST_REDIRECTS if follow else 0):
            if answer.status not in REDIRECTS:
                break
            path = urljoin(answer.url, answer.headers["location"])
            again = (method, body, headers or {}) if answer.status in (307, 308) else ("GET", b"", {})
            answer = self._once(again[0], path, again[1], again[2])
        self.here = answer.url
        return answer

    def _choose(self, page: Answer, having: Sequence[str]) -> Form:
        for form in page.forms:
            has = form.names | {value for _name, value in form.buttons}
            if all(each in has or (each.startswith("/") and urlsplit(urljoin(page.url, form.action)).path == each) for each in having):
                return form
        raise NoSuchForm(f"{page.url} ({page.status}) has no form with {', '.join(having)}: {[sorted(form.names) for form in page.forms]}")

    def _once(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(urljoin(f"http://{self.host}:{self.port}{self.here}", path))
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        own = {"Host": f"{self.host}:{self.port}", "User-Agent": AGENT, "Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"}
        own |= {"Sec-Fetch-Site": "same-origin" if method != "GET" else "none", "Connection": "close"}
        own |= {"Origin": f"http://{self.host}:{self.port}"} if method != "GET" else {}
        own |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body=body or None, headers={**own, **self.headers, **headers})
            said = connection.getresponse()
            content = said.read()
        finally:
            connection.close()
        set_cookies = tuple(said.headers.get_all("Set-Cookie") or ())
        self._keep(set_cookies)
        told = {name.lower(): value for name, value in said.getheaders()}
        self.trail += [*set_cookies, *([told["location"]] if "location" in told else [])]
        return Answer(status=said.status, url=target, headers=told, body=content, set_cookies=set_cookies)

    def _keep(self, lines: Sequence[str]) -> None:
        for line in lines:
            try:
                told = SimpleCookie(line)
            except CookieError:
                continue
            for name, morsel in told.items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


def _multipart(data: Sequence[tuple[str, Any]], files: Mapping[str, Upload]) -> tuple[bytes, str]:
    edge = secrets.token_hex(16)
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in data]
    for name, (filename, kind, content) in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
