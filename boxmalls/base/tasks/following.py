"""Followers: what reads the outbox as soon as there is something in it. The worker asks each in turn, twice a second."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.utils.module_loading import import_string

from boxmalls.base.clock import now

logger = logging.getLogger(__name__)
PAUSE = 0.5
PAUSE_AFTER_TROUBLE = 5.0

type Follower = Callable[[datetime], int]


def follow_once(followers: list[str]) -> int:
    """Ask each follower once; returns how many facts they took. One that fails does not stop the others."""
    taken = 0
    close_old_connections()
    for path in followers:
        try:
            taken += import_string(path)(now())
        except Exception:
            logger.exception("follower.failed", extra={"topic": path})
    return taken


async def follow(followers: list[str]) -> None:
    """Keep asking until cancelled."""
    while True:
        try:
            taken = await sync_to_async(follow_once, thread_sensitive=False)(followers)
        except Exception:
            logger.exception("follower.failed")
            await asyncio.sleep(PAUSE_AFTER_TROUBLE)
            continue
        if not taken:
            await asyncio.sleep(PAUSE)
