"""What the clusters are told: the settings of the shop's, of the safe, and who may come in."""

from collections.abc import Mapping
from pathlib import Path

Settings = Mapping[str, str | int]

COMMON: Settings = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": 120,
    "dynamic_shared_memory_type": "posix",
    "wal_level": "replica",
    "wal_compression": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "default_text_search_config": "pg_catalog.simple",
    "lc_messages": "C",
    "jit": "off",
    "max_parallel_workers_per_gather": 0,
    "random_page_cost": "1.1",
    "idle_in_transaction_session_timeout": "10min",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    # People's data stays out of the log: no statements, no parameters, no "Key (email)=(...)" in details.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": 0,
    "log_parameter_max_length_on_error": 0,
}

# A segment of the log that is over is deleted, not written over later: what was erased is to be gone.
FORGETTING: Settings = {"wal_recycle": "off"}

SHOP: Settings = {
    **COMMON,
    **FORGETTING,
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
}

SAFE: Settings = {**COMMON, **FORGETTING, "shared_buffers": "32MB", "work_mem": "4MB", "max_wal_size": "256MB"}

# A suite's cluster outlives no power cut, and need not.
TESTING: Settings = {
    **COMMON,
    "shared_buffers": "64MB",
    "max_connections": 250,
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "autovacuum": "off",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "1h",
}

ENTRY = """\
# Everybody, from the socket alone, with a password.
local  all          all  scram-sha-256
local  replication  all  scram-sha-256
"""


def write_configuration(path: Path, *, settings: Settings, socket: Path) -> None:
    """Write a cluster's settings; what an operator adds in the file beside it wins."""
    entry = path.with_suffix(".hba")
    entry.write_text(ENTRY)
    all_settings = {**settings, "unix_socket_directories": socket, "hba_file": entry}
    lines = [f"{name} = '{str(value).replace(chr(39), chr(39) * 2)}'" for name, value in all_settings.items()]
    own = path.with_suffix(".local.conf")
    if own.exists():
        lines.append(f"include '{own}'")
    path.write_text(f"# Written at every start; your own settings go into {own.name}\n" + "\n".join(lines) + "\n")
    for file in (path, entry):
        file.chmod(0o644)
