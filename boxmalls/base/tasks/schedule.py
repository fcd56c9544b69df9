from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A task and when it runs. All of them stand in `config/schedule.py`."""

    task: str
    cron: str
    kwargs: dict[str, Any] = field(default_factory=dict)
