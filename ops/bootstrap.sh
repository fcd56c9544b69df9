#!/bin/sh
# Makes the environment in .venv from the lock, once for each state of it. `ops/bootstrap.sh run` or `ops/bootstrap.sh dev`.
# Needs a Python 3.12 or newer, wherever it is; everything else comes from the package index with the lock's hashes.
set -eu

cd "$(dirname -- "$0")/.."
kind=${1:-run}
state="$(cksum uv.lock pyproject.toml | tr '\n' ' ')$(pwd -P)"
for done in dev "$kind"; do
    stamp=.venv/.made-for-$done
    if [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ]; then exit 0; fi
done

pyenv=${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}
say() { printf '%s\n' "$*" >&2; }
fits() { "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (4, 0))' >/dev/null 2>&1; }
works() { "$@" --version >/dev/null 2>&1; }

find_python() {
    for name in python3.13 python3.12 python3.14 python3 python; do
        if command -v "$name" >/dev/null 2>&1 && fits "$name"; then command -v "$name"; return; fi
    done
    # A pyenv shim refuses versions that are not chosen, so look where pyenv keeps them.
    for minor in 13 12 14; do
        for found in "$pyenv"/versions/3."$minor"*/bin/python3; do
            if [ -x "$found" ] && fits "$found"; then printf '%s\n' "$found"; return; fi
        done
    done
    if works uv; then
        for minor in 13 12 14; do
            found=$(uv python find --no-project "3.$minor" 2>/dev/null) || continue
            if fits "$found"; then printf '%s\n' "$found"; return; fi
        done
    fi
    say "BoxMalls needs Python 3.12 or newer, and none was found: not on PATH, not in pyenv, not by uv."
    say "Install one (Debian: apt install python3 python3-venv; pyenv: pyenv install 3.13; uv: uv python install 3.13), then run this again."
    return 1
}

make_venv() {
    if [ -x .venv/bin/python ] && fits .venv/bin/python; then return; fi
    python=$(find_python)
    say "Making .venv with $("$python" --version 2>&1) ($python) ..."
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv --clear .venv
    elif works uv; then
        uv venv --quiet --clear --python "$python" .venv
    else
        say "This Python has no 'venv' (Debian: apt install python3-venv), and there is no uv to do without."
        return 1
    fi
}

# Sets the way to call uv: one that truly runs (a shim may not), else one of our own in .venv.
find_uv() {
    for uv in uv .venv/bin/uv "$pyenv"/versions/*/bin/uv; do
        if works "$uv"; then return; fi
    done
    uv=.venv/bin/uv
    if ! works "$uv"; then
        say "Fetching uv ..."
        .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
        .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
    fi
}

mkdir -p .cache
if [ -z "${BOXMALLS_BOOTSTRAP_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
    BOXMALLS_BOOTSTRAP_LOCKED=1 exec flock .cache/bootstrap.lock "$0" "$kind"
fi

unset VIRTUAL_ENV CONDA_PREFIX PYTHONHOME PYTHONPATH UV_PROJECT UV_PYTHON 2>/dev/null || true
[ -w "${HOME:-/nonexistent}" ] || { HOME=$(pwd -P)/.cache/home; mkdir -p "$HOME"; export HOME; }
export UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv

make_venv
find_uv
say "Installing what uv.lock names ..."
if [ "$kind" = dev ]; then only=--dev; else only=--no-dev; fi
"$uv" sync --frozen --inexact --no-install-project "$only" --python .venv/bin/python
printf '%s' "$state" >".venv/.made-for-$kind"
