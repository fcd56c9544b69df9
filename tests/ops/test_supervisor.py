"""One supervisor starts, watches and ends the shop; whatever is killed, the next start recovers."""

import json
import os
import signal
import time

import pytest

from tests.ops.conftest import wait_until


def test_it_opens_and_closes_everything_within_ten_seconds(little_shop):
    little_shop.open()
    assert little_shop.answers()
    began = time.monotonic()
    little_shop.process.send_signal(signal.SIGINT)
    assert little_shop.process.wait(15) == 0
    assert time.monotonic() - began < 10
    assert little_shop.is_gone()


def test_a_second_supervisor_on_one_folder_is_refused(little_shop):
    little_shop.open()
    second = type(little_shop)(little_shop.home).start()
    assert second.process.wait(30) != 0
    wait_until(lambda: "A shop already runs" in "".join(second.said))
    assert little_shop.answers()


def test_a_port_that_is_taken_is_told_in_words(little_shop, tmp_path_factory):
    little_shop.open()
    second = type(little_shop)(tmp_path_factory.mktemp("second"))
    second.port = little_shop.port
    second.start()
    assert second.process.wait(30) != 0
    wait_until(lambda: "Set PORT to another one" in "".join(second.said))


def test_a_part_that_crashes_is_started_again(little_shop):
    little_shop.open()
    before = little_shop.web_pid()
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: little_shop.answers() and little_shop.web_pid() != before)


def test_a_database_that_crashes_is_started_again(little_shop):
    little_shop.open()
    before = little_shop.postmaster()
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: (little_shop.home / "pg" / "shop" / "postmaster.pid").exists() and little_shop.postmaster() != before)
    wait_until(lambda: any("ended by itself" in line for line in little_shop.said))
    assert little_shop.process.poll() is None


def test_when_the_supervisor_is_killed_its_children_end_too(little_shop):
    little_shop.open()
    little_shop.process.kill()
    little_shop.process.wait()
    wait_until(little_shop.is_gone)


@pytest.mark.parametrize("victims", [("supervisor",), ("postmaster", "supervisor"), ("web", "supervisor"), ("postmaster", "safe", "web", "supervisor")])
def test_after_any_kill_the_next_start_recovers(little_shop, victims):
    little_shop.open()
    pids = {
        "supervisor": little_shop.process.pid,
        "postmaster": little_shop.postmaster(),
        "safe": little_shop.postmaster("safe"),
        "web": little_shop.web_pid(),
    }
    for victim in victims:
        os.kill(pids[victim], signal.SIGKILL)
    little_shop.process.wait()
    little_shop.open()
    assert little_shop.answers()


def test_logs_are_json_and_hold_no_foreign_words(little_shop):
    little_shop.open()
    log = little_shop.home / "log" / "worker.log"
    wait_until(lambda: log.exists() and log.read_text().count("\n") > 1)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert lines[0] == {"part": "worker", "event": "ready", "level": "info"}
