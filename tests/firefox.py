"""Firefox ESR, driven by its own protocol (Marionette): a real browser with Global Privacy Control on, as people have it."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ops.suite import find_program

PREFERENCES = {
    "privacy.globalprivacycontrol.enabled": True,
    "privacy.globalprivacycontrol.functionality.enabled": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.aboutwelcome.enabled": False,
}
STARTS_WITHIN = 90.0


class Firefox:
    """One window of it."""

    def __init__(self, wire: socket.socket) -> None:
        self.wire, self.read, self.number = wire, wire.makefile("rb"), 0
        self._heard()  # It greets first.
        self.ask("WebDriver:NewSession", capabilities={})

    def goto(self, address: str) -> None:
        """Open an address, and wait until it is there."""
        self.ask("WebDriver:Navigate", url=address)

    def evaluate(self, script: str, *given: Any) -> Any:
        """What a function body returns on the page."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(given))["value"]

    def send(self, form: str, **values: Any) -> None:
        """Fill the form that this selector finds, press its button, and wait for what comes."""
        self.evaluate("document.documentElement.dataset.before = '1'")
        self.evaluate(
            """const form = document.querySelector(arguments[0]);
            for (const [name, value] of Object.entries(arguments[1])) {
              const field = form.elements[name];
              if (value === true) field.checked = true; else field.value = value;
            }
            form.querySelector('button:not([type=button])').click();""",
            form,
            values,
        )
        until = time.monotonic() + 30
        while self.evaluate("return document.readyState !== 'complete' || document.documentElement.dataset.before === '1'"):
            assert time.monotonic() < until, f"Nothing came of {form}."
            time.sleep(0.1)

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.evaluate("return location.href"))

    def ask(self, command: str, **told: Any) -> Any:
        """Send a command; its answer, or an assertion with what is wrong."""
        self.number += 1
        packed = json.dumps([0, self.number, command, told]).encode()
        self.wire.sendall(b"%d:%s" % (len(packed), packed))
        _kind, _number, wrong, answer = self._heard()
        assert wrong is None, f"{command}: {wrong['error']}: {wrong['message']}"
        return answer

    def _heard(self) -> Any:
        length = b""
        while (byte := self.read.read(1)) != b":":
            assert byte, "Firefox is gone."
            length += byte
        return json.loads(self.read.read(int(length)))


@contextmanager
def open_firefox(folder: Path, *, language: str = "en") -> Iterator[Firefox]:
    """Firefox with a fresh profile, for as long as the block."""
    program = find_program("firefox-esr", "firefox-esr", why="to hear what a real browser sends")
    assert program, "There is no Firefox here. Install it (Debian: apt-get install firefox-esr), or let `make test` do so as root."
    port = _free_port()
    profile, home = folder / "profile", folder / "home"
    for each in (profile, home):
        each.mkdir(parents=True)
    told = {**PREFERENCES, "marionette.port": port, "intl.accept_languages": language}
    (profile / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in told.items()))
    command = [program, "--headless", "--no-remote", "--marionette", "--profile", str(profile), "about:blank"]
    environment = {"HOME": str(home), "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "MOZ_HEADLESS": "1"}
    with (folder / "said").open("w") as said:
        running = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    try:
        with _wire(port, running) as wire:
            yield Firefox(wire)
    finally:
        running.terminate()
        with suppress(subprocess.TimeoutExpired):
            running.wait(20)
        running.kill()
        running.wait()


def _wire(port: int, running: "subprocess.Popen[bytes]") -> socket.socket:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and running.poll() is None:
        with suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        time.sleep(0.3)
    raise AssertionError("Firefox did not open.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
