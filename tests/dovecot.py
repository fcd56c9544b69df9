"""A real mail server for tests: Dovecot on the loopback, with its data in a folder of the test, with and without TLS."""

import imaplib
import os
import pwd
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.env.mailbox import Mailbox, Tls
from ops.suite import find_program

CONFIG = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
passdb {{
  driver = static
  args = password=quiet-harbour
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server that runs."""

    home: Path
    port: int
    tls_port: int

    def mailbox(self, user: str, tls: Tls = "none", *, trusted: bool = True) -> Mailbox:
        """How to reach somebody's mailbox."""
        ca = str(self.home / "cert.pem") if trusted else ""
        return Mailbox(host="127.0.0.1", port=self.tls_port if tls == "tls" else self.port, user=user, password="quiet-harbour", tls=tls, ca=ca)

    def deliver(self, user: str, raw: bytes, *, at: datetime | None = None) -> None:
        """Put a mail into a mailbox, as the mail server does on its arrival."""
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        connection.login(user, "quiet-harbour")
        moment = imaplib.Time2Internaldate(at.timestamp()) if at else ""
        status, said = connection.append("INBOX", "", moment, raw)
        connection.logout()
        assert status == "OK", said

    def flags(self, user: str) -> list[bytes]:
        """The marks of every mail."""
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        connection.login(user, "quiet-harbour")
        _status, count = connection.select("INBOX", readonly=True)
        said = connection.fetch("1:*", "(FLAGS)")[1] if int(count[0] or 0) else []
        connection.logout()
        return [part for part in said if isinstance(part, bytes)]

    def count_anew(self, user: str) -> None:
        """Let the server number its mails anew, as after it was moved: another UIDVALIDITY."""
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache", "dovecot-uidvalidity"):
            for path in (self.home / "mail" / user).glob(f"{name}*"):
                path.unlink()
        time.sleep(1.1)


@contextmanager
def open_server(*, why: str) -> Iterator[Server]:
    """Install it where that is allowed, start it in a folder of its own, wait until it answers, stop it."""
    program = find_program("dovecot", "dovecot-imapd", why=why)
    if program is None:
        pytest.fail("There is no Dovecot here, and it may not be installed. As root: apt-get install dovecot-imapd")
    with TemporaryDirectory(prefix="dovecot-") as home, _running(Path(home), program) as server:
        yield server


@contextmanager
def _running(home: Path, program: str) -> Iterator[Server]:
    (home / "mail").mkdir(mode=0o777, exist_ok=True)
    _make_certificate(home)
    server = Server(home, free_port(), free_port())
    config = home / "dovecot.conf"
    config.write_text(CONFIG.format(home=home, port=server.port, tls_port=server.tls_port, **_accounts(home)))
    process = subprocess.Popen([program, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def _accounts(home: Path) -> dict[str, object]:
    """Root hands the mails to nobody; everybody else is all of it themselves."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(home / "mail", nobody.pw_uid, nobody.pw_gid)
        home.chmod(0o755)
        return {"internal": "dovecot", "login": "dovenull", "group": "dovecot", "uid": nobody.pw_uid, "gid": nobody.pw_gid}
    me = pwd.getpwuid(os.geteuid())
    import grp

    return {"internal": me.pw_name, "login": me.pw_name, "group": grp.getgrgid(me.pw_gid).gr_name, "uid": me.pw_uid, "gid": me.pw_gid}


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError, imaplib.IMAP4.error):
            imaplib.IMAP4("127.0.0.1", server.port, timeout=5).logout()
            return
        time.sleep(0.1)
    raise RuntimeError("Dovecot did not start: " + (server.home / "log").read_text())


def _make_certificate(home: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (home / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (home / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    (home / "key.pem").chmod(0o600)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
