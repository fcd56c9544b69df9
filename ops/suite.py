"""Runs the whole suite, with a browser for the journeys; `python -m ops.suite`, more arguments go to pytest."""

import os
import shutil
import subprocess
import sys

from config.env import PROJECT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]


def main(arguments: list[str]) -> None:
    """Make sure of a browser, then become pytest."""
    if not (find_browser() or install_browser()):
        print(f"There is no Chromium, and it may not be installed here: all tests in a browser will fail. As root: {' '.join(INSTALL)}", flush=True)
    os.chdir(PROJECT)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    os.execve(sys.executable, command, {**os.environ, "PYTHONPATH": str(PROJECT)})


def find_browser() -> str | None:
    """The system's Chromium, or its kin."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def install_browser() -> str | None:
    """Install Chromium from the system's packages, if we may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium from the system's packages, for the journeys in a browser ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], INSTALL):
        done = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"That failed: {done.stderr.strip().splitlines()[-1:] or 'for no reason given'}", flush=True)
    return find_browser()


if __name__ == "__main__":
    main(sys.argv[1:])
