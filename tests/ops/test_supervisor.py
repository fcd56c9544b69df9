"""One supervisor starts, watches and ends the shop; whatever is killed, the next start recovers."""

import os
import signal

from ops.supervisor.lock import open_port
from tests.ops.conftest import wait_until


def test_a_second_supervisor_on_one_folder_is_refused(open_shop):
    second = type(open_shop)(open_shop.home).start()
    assert second.process.wait(30) != 0
    wait_until(lambda: "A shop already runs" in "".join(second.said))
    assert open_shop.answers()


def test_a_port_that_is_taken_is_told_in_words(open_shop, tmp_path):
    second = type(open_shop)(tmp_path)
    second.port = open_shop.port
    second.start()
    assert second.process.wait(30) != 0
    wait_until(lambda: "Set PORT to another one" in "".join(second.said))


def test_another_shell_finds_its_port(open_shop):
    assert open_port(open_shop.home) == open_shop.port


def test_a_part_that_crashes_is_started_again(open_shop):
    before = open_shop.web_pid()
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: open_shop.answers() and open_shop.web_pid() != before)


def test_a_database_that_crashes_is_started_again(open_shop):
    before = open_shop.postmaster()
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: any("ended by itself" in line for line in open_shop.said))
    wait_until(lambda: (open_shop.home / "pg" / "shop" / "postmaster.pid").exists() and open_shop.postmaster() != before)
    assert open_shop.process.poll() is None


def test_it_closes_everything_when_told(little_shop):
    little_shop.open()
    little_shop.process.send_signal(signal.SIGINT)
    assert little_shop.process.wait(60) == 0
    assert little_shop.is_gone()


def test_when_the_supervisor_is_killed_its_children_end_too_and_the_next_start_recovers(little_shop):
    little_shop.open()
    little_shop.process.kill()
    little_shop.process.wait()
    wait_until(little_shop.is_gone)
    assert little_shop.open().answers()


def test_after_everything_was_killed_the_next_start_recovers(little_shop):
    little_shop.open()
    victims = [little_shop.postmaster(), little_shop.postmaster("safe"), little_shop.web_pid(), little_shop.process.pid]
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    little_shop.process.wait()
    assert little_shop.open().answers()
