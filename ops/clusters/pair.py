"""The shop's two clusters together: its own, and the safe."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.env import Env
from config.env.credentials import Credentials
from ops.clusters.account import choose_account
from ops.clusters.binaries import find_binaries
from ops.clusters.cluster import Cluster
from ops.clusters.configuration import SAFE, SHOP, Settings
from ops.clusters.place import make_home, make_place
from ops.clusters.roles import prepare_roles

DATABASES = {"shop": "boxmalls", "safe": "boxmalls_safe"}


def prepare_cluster(home: Path, name: str, *, settings: Settings, pg_bin: Path | None = None, pg_account: str = "") -> Cluster:
    """A cluster ready to be started: programs found, account chosen, made on disk with new passwords if it is not there."""
    make_home(home)
    data = home / "pg" / name
    account = choose_account(wanted=pg_account, data=data)
    place = make_place(home, name, account)
    binaries = find_binaries(named=pg_bin, data=data).for_account(account, place.settings.parent)
    made = (data / "PG_VERSION").exists()
    if not made:
        Credentials.make(socket=place.socket, database=DATABASES[name]).write(home, name)
    credentials = Credentials.read(home, name)
    if credentials.socket != str(place.socket):
        credentials = Credentials(socket=str(place.socket), database=credentials.database, passwords=credentials.passwords)
        credentials.write(home, name)
    cluster = Cluster(name=name, place=place, account=account, binaries=binaries, settings=settings, credentials=credentials)
    if not made:
        cluster.make()
    return cluster


def prepare_pair(env: Env) -> list[Cluster]:
    """The shop's clusters, none if it was given its databases."""
    if not env.own_clusters:
        return []
    return [
        prepare_cluster(env.home, name, settings=settings, pg_bin=env.pg_bin, pg_account=env.pg_account) for name, settings in (("shop", SHOP), ("safe", SAFE))
    ]


def start_all(clusters: list[Cluster]) -> None:
    """Start them side by side, and see to their roles."""
    for cluster in clusters:
        cluster.launch()
    for cluster in clusters:
        cluster.wait_until_ready()
        prepare_roles(cluster.credentials)


@contextmanager
def running(clusters: list[Cluster]) -> Iterator[None]:
    """Both run, with their roles, for as long as the block."""
    try:
        start_all(clusters)
        yield
    finally:
        for cluster in reversed(clusters):
            cluster.stop()
