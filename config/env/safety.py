"""Why a production shop refuses to start: each reason with the way out."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.env.databases import from_url
from config.env.secrets import SecretFile

MAKE_A_KEY = "python -c 'import secrets; print(secrets.token_urlsafe(64))'"
MAKE_A_KEK = "umask 077; python -c 'import secrets; print(secrets.token_hex(32))' > /etc/boxmalls/kek"


def problems_in_production(values: dict[str, Any], environ: Mapping[str, str]) -> list[str]:
    """All reasons at once."""
    return [
        *_problems_with_secret_key(values["secret_key"]),
        *_problems_with_kek(values["kek_file"], values["home"]),
        *_problems_with_web(values, environ),
        *_problems_with_databases(values),
        *_problems_with_mail(values, environ),
    ]


def _problems_with_secret_key(key: str | None) -> list[str]:
    if not key:
        return [f"SECRET_KEY is missing. Make one with: {MAKE_A_KEY}"]
    if len(key) < 50 or len(set(key)) < 10 or key.startswith("django-insecure-"):
        return [f"SECRET_KEY can be guessed: 50 random characters or more. Make one with: {MAKE_A_KEY}"]
    return []


def _problems_with_kek(path: Path | None, home: Path) -> list[str]:
    if path is None:
        return [f"KEK_FILE is missing: the file with the key that wraps all persons' keys. Make one with: {MAKE_A_KEK}"]
    try:
        text = SecretFile(path).read()
    except OSError as error:
        lost = "If this shop had one, make no other: bring it back (docs/keys.md), or what people told it is lost."
        return [f"KEK_FILE {path} cannot be read ({error.strerror}). {lost} For a new shop: {MAKE_A_KEK}"]
    problems = []
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        problems.append(f"KEK_FILE {path} must hold 32 random bytes in hex, 64 characters. Make one with: {MAKE_A_KEK}")
    if SecretFile(path).is_open_to_others():
        problems.append(f"KEK_FILE {path} can be read by other accounts. Close it with: chmod 600 {path}")
    if path.is_relative_to(home):
        problems.append(f"KEK_FILE {path} lies in BOXMALLS_HOME, so that one backup would hold lock and key. Keep it elsewhere, as /etc/boxmalls/kek.")
    return problems


def _problems_with_web(values: dict[str, Any], environ: Mapping[str, str]) -> list[str]:
    problems = []
    if values["debug"]:
        problems.append("DEBUG shows code and data to visitors. Remove it.")
    if values["log_level"] == "DEBUG":
        problems.append("LOG_LEVEL=DEBUG may write what people tell us into the logs. Set INFO or higher.")
    if not values["tls_proxy_header"]:
        problems.append(
            "TLS_PROXY_HEADER is missing: put a TLS proxy in front, let it overwrite X-Forwarded-Proto, and set TLS_PROXY_HEADER=X-Forwarded-Proto."
        )
    if not values["trusted_proxies"]:
        problems.append("TRUSTED_PROXIES is missing: without it all visitors share the proxy's address and its limits. Set TRUSTED_PROXIES=1 for one proxy.")
    local = {"localhost", ".localhost", "127.0.0.1"}
    if not environ.get("PUBLIC_HOSTS", "").strip() or local & set(values["public_hosts"]):
        problems.append("PUBLIC_HOSTS must name the hosts that your visitors use, as PUBLIC_HOSTS=shop.example,www.shop.example.")
    return problems


def _problems_with_databases(values: dict[str, Any]) -> list[str]:
    shop, safe = values["database_url"], values["safe_database_url"]
    if not (shop and safe):
        return []
    one, other = from_url(shop), from_url(safe)
    if (one["HOST"], one["PORT"]) == (other["HOST"], other["PORT"]):
        return ["SAFE_DATABASE_URL is on the same server as DATABASE_URL: one backup would keep the keys of erased people. Give the safe a server of its own."]
    return []


def _problems_with_mail(values: dict[str, Any], environ: Mapping[str, str]) -> list[str]:
    problems = []
    if values["mail"] is None or values["mail"].folder:
        problems.append("EMAIL_URL is missing: without mail nobody can prove an address. Set EMAIL_URL=smtp://user:password@host:587?tls=starttls.")
    elif values["mail"].tls == "none" and urlsplit(environ["EMAIL_URL"]).hostname not in {"localhost", "127.0.0.1"}:
        problems.append("EMAIL_URL would send people's mail in clear text. Add ?tls=starttls or ?tls=tls.")
    for name, what in (("mailbox", "PRIVACY_MAILBOX would fetch people's requests"), ("relay_mailbox", "RELAY_MAILBOX would fetch people's mail")):
        mailbox = values[name]
        if mailbox is not None and mailbox.tls == "none" and mailbox.host not in {"localhost", "127.0.0.1"}:
            problems.append(f"{what} in clear text. Use imaps://, or add ?tls=starttls.")
    if not environ.get("EMAIL_FROM", "").strip():
        problems.append("EMAIL_FROM is missing: the address that the shop's mail comes from, as EMAIL_FROM='Shop <hello@shop.example>'.")
    return problems
