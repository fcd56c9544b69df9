"""
The ground that every test stands on: two clusters of the suite's own, and fresh databases for each test process.

Loaded with `-p tests.plugin`, so that the environment is set before Django's settings are read.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from config.env import PROJECT
from ops.clusters.cluster import Cluster
from ops.clusters.testing import Bench, start_test_clusters, suite_environment, take_slot

SLOT = "BOXMALLS_TEST_SLOT"


def set_environment() -> Bench:
    """Make this process, and its children, see a shop that stands on the suite's clusters."""
    bench = Bench(Path(os.environ[SLOT]), os.environ.get("PYTEST_XDIST_WORKER", "main"))
    bench.make_home()
    environment = suite_environment(os.environ, bench.home)
    os.environ.clear()
    os.environ.update(environment)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    return bench


class Ground:
    """The clusters, held by the one process that started them: the suite, not its workers."""

    def __init__(self) -> None:
        slot, self.lock = take_slot(PROJECT / ".cache" / "test-pg")
        self.clusters: list[Cluster] = start_test_clusters(slot)
        os.environ[SLOT] = str(slot)

    def pytest_unconfigure(self) -> None:
        """Stop them when the last worker has gone."""
        for cluster in self.clusters:
            cluster.stop()
        self.lock.close()


GROUND = None if "PYTEST_XDIST_WORKER" in os.environ else Ground()
BENCH = set_environment()


def pytest_configure(config: pytest.Config) -> None:
    """Let the clusters be stopped at the end, our databases come before pytest-django's, and random examples take their time."""
    config.pluginmanager.import_plugin("tests.databases")
    settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("suite")
    if GROUND is not None:
        config.pluginmanager.register(GROUND, "boxmalls-ground")
