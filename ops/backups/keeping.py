"""The keeper of one database's log: receives it, and seals it into the backup folder every second. Started by the supervisor, `BACKUP_WAL=yes`."""

import signal
import subprocess
import sys
import time
from typing import Any

from boxmalls.base.clock import now
from config.env import Env
from ops.backups.folders import KINDS, Kind
from ops.backups.wal import receiving_command, seal_what_came
from ops.tether import tell_at_my_end

PAUSE = 1.0
ENDS_WITHIN = 10


def keep(env: Env, kind: Kind) -> int:
    """Receive until told to end, then seal what is left. The receiver's exit code, if it ended by itself."""
    told: list[int] = []

    def note(number: int, _: Any) -> None:
        told.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)
    command, environment = receiving_command(env, kind)
    receiver = subprocess.Popen(command, env=environment, preexec_fn=tell_at_my_end(signal.SIGTERM))  # noqa: PLW1509 -- no threads here
    try:
        while not told and receiver.poll() is None:
            seal_what_came(env, kind, at=now())
            time.sleep(PAUSE)
    finally:
        receiver.terminate()
        try:
            code = receiver.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            receiver.kill()
            code = receiver.wait()
        seal_what_came(env, kind, at=now())
    return 0 if told else code


if __name__ == "__main__":
    from config.env import env

    (chosen,) = (kind for kind in KINDS if kind == sys.argv[1])
    sys.exit(keep(env, chosen))
