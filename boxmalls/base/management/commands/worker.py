"""Run the worker: queued tasks, the schedule, and whatever a crashed worker left."""

import asyncio
from typing import Any

from asgiref.sync import sync_to_async
from django.core.management.base import BaseCommand, CommandParser

from boxmalls.base.tasks.following import follow, follow_once
from config.schedule import FOLLOWERS


class Command(BaseCommand):
    help = "Run queued and scheduled work until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")
        parser.add_argument("--concurrency", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        from procrastinate.contrib.django import app

        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()):
            asyncio.run(self._work(app, options))

    async def _work(self, app: Any, options: dict[str, Any]) -> None:
        async with app.open_async():
            if options["once"]:
                await sync_to_async(follow_once)(FOLLOWERS)
            following = None if options["once"] else asyncio.create_task(follow(FOLLOWERS))
            await app.run_worker_async(
                concurrency=options["concurrency"], wait=not options["once"], shutdown_graceful_timeout=8, fetch_job_polling_interval=2.0
            )
            if following:
                following.cancel()
