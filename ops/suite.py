"""Runs the whole suite, with a browser for the journeys; `python -m ops.suite`, more arguments go to pytest."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.env import PROJECT

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = ["install", "-y", "--no-install-recommends"]
LIBRARIES = (Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/local/lib"))


def main(arguments: list[str]) -> None:
    """Make sure of a browser, then become pytest."""
    if not (find_browser() or install_browser()):
        print("There is no Chromium, and it may not be installed here: all tests in a browser will fail. As root: apt-get install chromium", flush=True)
    os.chdir(PROJECT)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
    os.execve(sys.executable, command, {**os.environ, "PYTHONPATH": str(PROJECT)})


def find_browser() -> str | None:
    """The system's Chromium, or its kin."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def install_browser() -> str | None:
    """Install Chromium from the system's packages, if we may."""
    install("chromium", "for the journeys in a browser")
    return find_browser()


def find_softhsm() -> Path | None:
    """SoftHSM's library, which stands in for a hardware token."""
    return next((path for folder in LIBRARIES for where in ("", "*/") for path in folder.glob(f"{where}softhsm/libsofthsm2.so")), None)


def install_softhsm() -> Path | None:
    """Install SoftHSM from the system's packages, if we may."""
    install("softhsm2", "for the tests of keys in a token")
    return find_softhsm()


def find_pycanon() -> Path | None:
    """A Python that has pyCANON, which pins an older numpy than we can use: in an environment of its own, made at the first question."""
    home = PROJECT / ".cache" / "anonymity"
    python = home / "bin" / "python"
    with contextlib.suppress(subprocess.CalledProcessError, OSError):
        if subprocess.run([python, "-c", "import pycanon"], check=False, capture_output=True).returncode if python.exists() else True:
            print("Installing pyCANON into .cache/anonymity, to measure what is published ...", flush=True)
            subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True)
            pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
            subprocess.run([*pip, "-r", PROJECT / "bench" / "anonymity.txt"], check=True, capture_output=True)
        return python
    return None


def find_program(name: str, *packages: str, why: str) -> str | None:
    """A program of the system that tests use; installed from its packages, if it is not here and we may."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    if not shutil.which(name, path=path):
        for package in packages:
            install(package, why)
    return shutil.which(name, path=path)


def install(package: str, why: str) -> None:
    """Install a package of the system, if we may; several who ask at once wait for each other."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {package} from the system's packages, {why} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = ["-o", "DPkg::Lock::Timeout=300"]
    for command in (["apt-get", *patient, "update", "-q"], ["apt-get", *patient, *INSTALL, package]):
        done = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"That failed: {done.stderr.strip().splitlines()[-1:] or 'for no reason given'}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
