"""The roles of a cluster: who owns the tables and migrates, and who serves and may only read and write rows."""

import psycopg
from psycopg import sql

from config.env import PROJECT
from config.env.credentials import USERS, Credentials
from ops.trouble import Trouble

DECLARED = PROJECT / "boxmalls" / "privacy" / "register" / "sql"
OWNER, APP = USERS["owner"], USERS["app"]


def connect_as_admin(credentials: Credentials, database: str) -> "psycopg.Connection[tuple[object, ...]]":
    """
    A connection of the superuser, each statement its own transaction.

    :raises Trouble: if the password that is kept is not the cluster's.
    """
    try:
        return psycopg.connect(
            host=credentials.socket, port=5432, dbname=database, user=USERS["admin"], password=credentials.password("admin"), autocommit=True
        )
    except psycopg.OperationalError as error:
        raise Trouble(f"The database in {credentials.socket} does not let its own superuser in: {error}".strip()) from error


def prepare_roles(credentials: Credentials) -> None:
    """Make the roles and the database, or make them right; changes nothing when all is well."""
    with connect_as_admin(credentials, "postgres") as connection:
        for role in ("owner", "app"):
            _prepare_role(connection, USERS[role], credentials.password(role))
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [credentials.database]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(credentials.database), sql.Identifier(OWNER)))
    if not known:
        prepare_database(credentials, credentials.database)
    refuse_undeclared(credentials, credentials.database)
    _let_clear(credentials)


def prepare_database(credentials: Credentials, database: str) -> None:
    """Close a new database to everybody but the two roles, and let the one that serves use what the owner will make."""
    with connect_as_admin(credentials, database) as connection:
        connection.execute(
            f"""
            REVOKE ALL ON DATABASE "{database}" FROM PUBLIC;
            GRANT CONNECT, TEMPORARY ON DATABASE "{database}" TO {OWNER}, {APP};
            ALTER SCHEMA public OWNER TO {OWNER};
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO {APP};
            ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE ON SCHEMAS TO {APP};
            ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
            ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APP};
            DO $$ BEGIN
              IF current_setting('server_version_num')::int >= 170000 THEN
                EXECUTE 'ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT MAINTAIN ON TABLES TO {APP}';
              END IF;
            END $$;
            """.encode()
        )


def refuse_undeclared(credentials: Credentials, database: str) -> None:
    """Let a database refuse tables and columns that are not declared. The owner of the tables writes the list of what is, and cannot lift this."""
    lines = [(DECLARED / name).read_text() for name in ("declared.sql", "refuse_undeclared.sql")]
    with connect_as_admin(credentials, database) as connection, connection.transaction():
        connection.execute("DROP EVENT TRIGGER IF EXISTS refuse_undeclared")  # Or it would judge its own renewal.
        connection.execute("\n".join([*lines, f"GRANT INSERT, UPDATE, DELETE ON register.declared TO {OWNER}"]).encode())


def _let_clear(credentials: Credentials) -> None:
    """Let the owner of the tables begin a new log and delete the old one, so that what was erased goes from the disk."""
    with connect_as_admin(credentials, credentials.database) as connection:
        connection.execute(
            sql.SQL("GRANT pg_checkpoint TO {role}; GRANT EXECUTE ON FUNCTION pg_switch_wal(), pg_ls_waldir() TO {role}").format(role=sql.Identifier(OWNER))
        )


def _prepare_role(connection: "psycopg.Connection[tuple[object, ...]]", role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(verb, sql.Identifier(role), sql.Literal(password)))
