"""A shop with true clusters, and parts of a few lines: for the tests of the supervisor."""

import os

from config.env import read
from ops.supervisor.part import Part, python
from ops.supervisor.run import Supervisor

WEB = """
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(str(os.getpid()).encode())
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
WORKER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print('{"event": "ready", "level": "info"}', flush=True)
print("ValueError: mia@example.org is no number", flush=True)
time.sleep(600)
"""


def parts(env, *, show):
    def part(name, *command):
        return Part(name=name, command=python("-c", *command), log=env.home / "log" / f"{name}.log", show=show, environment=dict(os.environ))

    return [part("web", WEB, str(env.port)), part("worker", WORKER)]


if __name__ == "__main__":
    Supervisor(read(os.environ), parts=parts, prepare=()).run()
