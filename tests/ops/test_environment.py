"""The one reader of the environment."""

import secrets

import pytest

from config.env import EnvironmentProblems, read
from config.env.databases import from_url
from config.env.mail import Mail
from config.env.reading import names


@pytest.fixture
def kek(tmp_path):
    path = tmp_path / "etc" / "kek"
    path.parent.mkdir()
    path.write_text(secrets.token_hex(32))
    path.chmod(0o600)
    return path


@pytest.fixture
def production(tmp_path, kek):
    return {
        "BOXMALLS_ENV": "production",
        "BOXMALLS_HOME": str(tmp_path / "home"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "KEK_FILE": str(kek),
        "TLS_PROXY_HEADER": "X-Forwarded-Proto",
        "TRUSTED_PROXIES": "1",
        "PUBLIC_HOSTS": "shop.example",
        "EMAIL_URL": "smtp://user:word@mail.example?tls=starttls",
        "EMAIL_FROM": "Shop <hello@shop.example>",
    }


def problems_of(environ):
    with pytest.raises(EnvironmentProblems) as refused:
        read(environ)
    return refused.value.problems


def test_a_demo_needs_nothing_and_makes_its_own_keys_once(tmp_path):
    home = {"BOXMALLS_HOME": str(tmp_path)}
    first, second = read(home), read(home)
    assert first == second
    assert len(first.key_encryption_key) == 32
    assert first.kek_file.stat().st_mode & 0o777 == 0o600
    assert first.mail.folder == tmp_path / "mail"


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    problems = problems_of({"BOXMALLS_HOME": str(tmp_path), "PORT": "eighty", "WORKERS": "0", "DATABASE_URL": "mysql://host/shop", "DEBUG": "perhaps"})
    assert [problem.split()[0] for problem in problems] == ["PORT", "WORKERS", "DATABASE_URL", "DEBUG"]


def test_nothing_is_written_when_something_is_wrong(tmp_path):
    problems_of({"BOXMALLS_HOME": str(tmp_path / "home"), "PORT": "0"})
    assert not (tmp_path / "home").exists()


def test_a_folder_that_cannot_be_used_is_told_in_words(tmp_path):
    (tmp_path / "file").touch()
    (problem,) = problems_of({"BOXMALLS_HOME": str(tmp_path / "file")})
    assert "name a folder of your own" in problem


def test_one_database_address_alone_is_refused(tmp_path):
    (problem,) = problems_of({"BOXMALLS_HOME": str(tmp_path), "DATABASE_URL": "postgresql://host/shop"})
    assert problem.startswith("SAFE_DATABASE_URL is missing")


def test_a_safe_production_starts(production):
    assert read(production).kind == "production"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY can be guessed"),
        ({"KEK_FILE": ""}, "KEK_FILE is missing"),
        ({"KEK_FILE": "/nowhere/kek"}, "KEK_FILE /nowhere/kek cannot be read"),
        ({"TLS_PROXY_HEADER": ""}, "TLS_PROXY_HEADER is missing"),
        ({"TRUSTED_PROXIES": ""}, "TRUSTED_PROXIES is missing"),
        ({"PUBLIC_HOSTS": ""}, "PUBLIC_HOSTS must name"),
        ({"PUBLIC_HOSTS": "shop.example,localhost"}, "PUBLIC_HOSTS must name"),
        ({"DEBUG": "yes"}, "DEBUG shows"),
        ({"LOG_LEVEL": "debug"}, "LOG_LEVEL=DEBUG"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is missing"),
        ({"EMAIL_URL": "smtp://mail.example"}, "EMAIL_URL would send"),
        ({"EMAIL_FROM": ""}, "EMAIL_FROM is missing"),
        ({"DATABASE_URL": "postgresql://db/shop", "SAFE_DATABASE_URL": "postgresql://db/safe"}, "SAFE_DATABASE_URL is on the same server"),
    ],
)
def test_an_unsafe_production_does_not_start(production, change, told):
    (problem,) = problems_of({**production, **change})
    assert problem.startswith(told)


def test_a_key_that_others_can_read_is_refused(production, kek):
    kek.chmod(0o644)
    (problem,) = problems_of(production)
    assert "chmod 600" in problem


def test_a_key_beside_the_data_is_refused(production, kek):
    (problem,) = problems_of({**production, "BOXMALLS_HOME": str(kek.parent)})
    assert "lock and key" in problem


def test_an_empty_production_is_told_everything(tmp_path):
    problems = problems_of({"BOXMALLS_ENV": "production", "BOXMALLS_HOME": str(tmp_path)})
    named = [problem.split()[0] for problem in problems]
    assert named == ["SECRET_KEY", "KEK_FILE", "TLS_PROXY_HEADER", "TRUSTED_PROXIES", "PUBLIC_HOSTS", "EMAIL_URL", "EMAIL_FROM"]


def test_secrets_are_left_out_when_the_environment_is_printed(production):
    shown = repr(read({**production, "DATABASE_URL": "postgresql://u:hidden@a/shop", "SAFE_DATABASE_URL": "postgresql://u:hidden@b/safe"}))
    assert "hidden" not in shown
    assert "word" not in shown
    assert production["SECRET_KEY"] not in shown


def test_a_socket_folder_and_options_come_from_the_address():
    found = from_url("postgresql://me:p%40ss@/shop?host=/run/pg&sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("shop", "me", "p@ss", "/run/pg", "5432")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "port", "tls"), [("smtp://h", 25, "none"), ("smtps://h", 465, "tls"), ("smtp://h?tls=starttls", 587, "starttls"), ("smtp://h:2525", 2525, "none")]
)
def test_a_mail_server_has_its_usual_port(url, port, tls):
    assert (Mail.parse(url).port, Mail.parse(url).tls) == (port, tls)


def test_every_variable_is_in_the_manual():
    from config.env import PROJECT
    from ops.manual import variables_table

    manual = (PROJECT / "docs" / "operating.md").read_text()
    assert all(f"`{name}`" in manual for name in names())
    assert variables_table() in manual, "write it anew with: python -m ops.manual"
