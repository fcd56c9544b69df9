"""Firefox ESR with Global Privacy Control on, as people have it: what it sends is heard, and the shop's answer says so."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from boxmalls.privacy.testing import publish
from boxmalls.sites.testing import make_sites
from ops.suite import find_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "safe"], transaction=True)]
PREFERENCES = """
user_pref("privacy.globalprivacycontrol.enabled", {signal});
user_pref("privacy.globalprivacycontrol.functionality.enabled", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
"""
PROBE = b"<!doctype html><title>Probe</title><script>fetch('/probed?' + navigator.globalPrivacyControl).then(() => location.assign('/help'))</script>"
HONOURED = b"opt-out signal is honoured"


class Window(ThreadingHTTPServer):
    """Stands between the browser and the shop, and notes what passes."""

    daemon_threads = True

    def __init__(self, shop: str) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.shop = urlsplit(shop)
        self.said_to_scripts = ""
        self.headers_of: dict[str, str | None] = {}
        self.honoured: bool | None = None
        self.done = Event()

    def handle_error(self, *_whose: Any) -> None:
        """A browser that is closed lets go in the middle of an answer."""


class Passing(BaseHTTPRequestHandler):
    """Hands a request on and the answer back."""

    server: Window

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        self.server.headers_of[path.path] = self.headers.get("Sec-GPC")
        if path.path == "/probe":
            self._answer(200, "text/html", PROBE)
        elif path.path == "/probed":
            self.server.said_to_scripts = path.query
            self._answer(204, "text/plain", b"")
        else:
            self._hand_on(path.path)

    def _hand_on(self, path: str) -> None:
        connection = HTTPConnection(self.server.shop.hostname or "", self.server.shop.port)
        wanted = {name: value for name, value in self.headers.items() if name.lower() in ("sec-gpc", "accept", "accept-language", "cookie")}
        try:
            connection.request("GET", self.path, headers={**wanted, "Host": self.server.shop.netloc})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        self._answer(answer.status, answer.headers.get("Content-Type", "text/plain"), body)
        if path == "/help":
            self.server.honoured = HONOURED in body
            self.server.done.set()

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def firefox(folder: Path, address: str, *, signal: bool) -> Iterator[None]:
    """Firefox on a page, with a fresh profile."""
    program = find_program("firefox-esr", "firefox-esr", why="to hear what a real browser sends")
    if program is None:
        pytest.fail("There is no Firefox here. Install it (Debian: apt-get install firefox-esr), or let `make test` do so as root.")
    profile, home = folder / "profile", folder / "home"
    for each in (profile, home):
        each.mkdir()
    (profile / "user.js").write_text(PREFERENCES.format(signal="true" if signal else "false"))
    command = [program, "--headless", "--no-remote", "--profile", str(profile), address]
    with (folder / "said").open("w") as said:
        running = subprocess.Popen(command, env={"HOME": str(home), "PATH": "/usr/bin:/bin", "MOZ_HEADLESS": "1"}, stdout=said, stderr=said)
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


@pytest.mark.parametrize("signal", [True, False])
def test_what_firefox_sends_is_heard_and_said(live_server: Any, tmp_path: Path, signal: bool) -> None:
    for site in make_sites():
        publish(site.code)
    window = Window(live_server.url)
    Thread(target=window.serve_forever, daemon=True).start()
    try:
        with firefox(tmp_path, f"http://127.0.0.1:{window.server_port}/probe", signal=signal):
            assert window.done.wait(90), (tmp_path / "said").read_text()[-2000:]
    finally:
        window.shutdown()
        window.server_close()
    assert window.headers_of["/help"] == ("1" if signal else None)
    assert window.said_to_scripts == ("true" if signal else "false")
    assert window.honoured is signal
