"""Talking to a service over HTTP, by docs/services.md: signed requests, our own names for things, signed events that are heard while they are fresh."""

import hmac
import json
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from config.env.service import Service

WAITS_S = 5
PAUSES_S = (0.2, 1.0)
MOST_BYTES = 64 * 1024
FRESH = timedelta(minutes=5)


class NoAnswer(Exception):
    """It is away, or says something that is no answer."""


class SaysNo(NoAnswer):
    """It answered, and will not."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Stay(HTTPRedirectHandler):
    """What is somebody's is told to the service that was configured, not to one that it names."""

    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        return None


class SignedService:
    """One service. Tries three times, half of what may go wrong being over by then."""

    def __init__(self, service: Service, *, pause: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.time) -> None:
        self._service, self._pause, self._clock = service, pause, clock
        self._opener = build_opener(ProxyHandler({}), _Stay())

    def ask(self, method: str, path: str, *, key: str, told: Any = None, done: Collection[int] = (), most: int = MOST_BYTES) -> bytes:
        """
        Ask once, however often it takes: `key` is the same for the same wish, and another for another.

        :param done: statuses that say that there is nothing (more) to do; answered with nothing.
        :param most: how many bytes an answer may have.
        :raises SaysNo: if it will not.
        :raises NoAnswer: if it does not answer.
        """
        body = json.dumps(told, separators=(",", ":"), sort_keys=True).encode() if told is not None else b""
        for pause in (*PAUSES_S, None):
            try:
                return self._once(method, f"{self._service.address}/{path}", key, body, most)
            except HTTPError as refused:
                refused.close()
                if refused.code in done:
                    return b""
                if refused.code < 500 and refused.code != 429:
                    raise SaysNo(refused.code) from None
            except (URLError, OSError, HTTPException, ValueError):
                pass
            if pause is not None:
                self._pause(pause)
        raise NoAnswer

    def ask_for(self, method: str, path: str, *, key: str, told: Any) -> dict[str, Any]:
        """
        The same, for an answer in JSON.

        :raises NoAnswer: also if it is no object.
        """
        try:
            found = json.loads(self.ask(method, path, key=key, told=told) or b"{}")
        except ValueError as wrong:
            raise NoAnswer from wrong
        if not isinstance(found, dict):
            raise NoAnswer
        return found

    def read_event(self, *, headers: Mapping[str, str], body: bytes, at: datetime) -> Any:
        """
        What the service sent.

        :raises ValueError: if the signature is not the service's, is older than five minutes, or signs what is not JSON.
        """
        moment = headers.get("X-Relay-Timestamp", "")
        expected = _signature(self._service.events_secret, moment.encode() + b"\n" + body)
        if not hmac.compare_digest(expected.encode(), headers.get("X-Relay-Signature", "").encode("utf-8", "replace")):
            raise ValueError("not signed by the service")
        if not moment.isascii() or not moment.isdigit() or len(moment) > 12 or abs(at - datetime.fromtimestamp(int(moment), UTC)) > FRESH:
            raise ValueError("too old")
        return json.loads(body)

    def _once(self, method: str, address: str, key: str, body: bytes, most: int) -> bytes:
        moment = str(int(self._clock()))
        signed = "\n".join((method, urlsplit(address).path, moment, key, sha256(body).hexdigest()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Relay-Key": self._service.key,
            "X-Relay-Timestamp": moment,
            "X-Relay-Signature": _signature(self._service.secret, signed.encode()),
        }
        request = Request(address, data=body or None, method=method, headers=headers)  # noqa: S310 -- https or the loopback: config/env/service.py
        with self._opener.open(request, timeout=WAITS_S) as response:
            answer: bytes = response.read(most + 1)
        if len(answer) > most:
            raise ValueError("too long")
        return answer


def _signature(secret: str, signed: bytes) -> str:
    return "v1=" + hmac.digest(secret.encode(), signed, "sha256").hex()
