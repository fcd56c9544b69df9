"""The `boxmalls` command."""

import os
import subprocess
import sys

import pytest

from config.env import PROJECT
from config.env.reading import names

VERBS = ["run", "stop", "status", "health", "migrate", "demo", "register", "psql", "manage", "site", "prove", "version"]


def call(*arguments, home, **more):
    environment = {name: value for name, value in os.environ.items() if name not in names()}
    environment |= {"BOXMALLS_HOME": str(home), "PYTHONPATH": str(PROJECT), **more}
    return subprocess.run([sys.executable, "-m", "ops", *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help(verb, capsys):
    from ops.cli import main

    with pytest.raises(SystemExit) as left:
        main([verb, "--help"])
    assert left.value.code == 0
    assert len(capsys.readouterr().out) > 60


def test_help_needs_neither_django_nor_an_environment(tmp_path):
    code = "import sys; sys.argv = ['boxmalls', '--help']\ntry:\n    from ops.cli import main; main()\nfinally:\n    print('django' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env={"PYTHONPATH": str(PROJECT), "PORT": "wrong"}, capture_output=True, text=True, check=False
    )
    assert told.stdout.endswith("False\n")
    assert all(verb in told.stdout for verb in VERBS)


def test_status_says_that_nothing_runs(tmp_path):
    told = call("status", home=tmp_path)
    assert told.returncode == 3
    assert "does not run" in told.stdout


def test_health_of_a_closed_shop_is_told_in_words(tmp_path):
    told = call("health", home=tmp_path, PORT="1")
    assert told.returncode == 1
    assert "boxmalls run" in told.stderr


def test_a_wrong_environment_is_told_in_words(tmp_path):
    told = call("run", home=tmp_path, PORT="eighty")
    assert told.returncode == 1
    assert told.stderr.startswith("The shop cannot start with this environment:\n  - PORT must be")


def test_a_shell_on_either_database_starts_what_it_needs(little_shop):
    home = little_shop.home
    shop = call("psql", "-Atc", "SELECT current_user || '@' || current_database()", home=home)
    safe = call("psql", "--safe", "--role", "owner", "-Atc", "SELECT current_user || '@' || current_database()", home=home)
    assert shop.stdout == "boxmalls_app@boxmalls\n"
    assert safe.stdout == "boxmalls_owner@boxmalls_safe\n"
