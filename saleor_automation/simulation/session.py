"""A database session in which the engine can work without changing anything that is real.

Every table the engine writes to is shadowed: a temporary table of the same name stands before it in the search path, so
the very statements of the engine write to the shadow. Then the session only begins READ ONLY transactions, which
PostgreSQL lets write to temporary tables and to nothing else: what a shadow was forgotten for is refused, not changed.
Why it is built this way: docs/adr/0009-a-simulation-writes-to-shadows-in-read-only-transactions.md.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..core import sql
from ..core.exceptions import PermanentError
from ..shop.database import allow_writer

CLOCK = "automation.now"
"""The setting of the session that views over the shop's tables are cut at."""

_SETTINGS = {
    # A season is thousands of small statements: compiling them costs more than it gives, and the operator's limit for
    # a statement is meant for requests.
    "jit": "off",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "temp_buffers": "64MB",
    "work_mem": "32MB",
    # Nothing of a simulation has to survive a crash.
    "synchronous_commit": "off",
    "application_name": "saleor_automation simulation",
}


class NoSession(PermanentError):
    """The database does not give a simulation what it needs; the text says what, and the remedy."""


@contextmanager
def session_of_its_own() -> Iterator[BaseDatabaseWrapper]:
    """Work on a fresh connection inside the block, and yield the usual one, for what must really be written.

    Closing the connection at the end drops everything temporary, whatever happened; so does the end of the process.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    own = usual.copy()
    own.settings_dict = {**usual.settings_dict, "CONN_MAX_AGE": 0, "ATOMIC_REQUESTS": False}
    connections[DEFAULT_DB_ALIAS] = own
    try:
        with allow_writer(), own.execute_wrapper(_without_advisory_locks):
            _prepare()
            yield usual
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
        own.close()


def _prepare() -> None:
    for name, value in _SETTINGS.items():
        sql.fetch_all("SELECT set_config(%s, %s, FALSE)", [name, value])
    try:
        # The engine takes advisory locks to keep workers apart. Here is nobody else, and a lock of ours would hold up
        # the real workers, who write to the same people at this moment.
        for name, arguments, result, value in (
            ("pg_try_advisory_xact_lock", "int, int", "bool", "TRUE"),
            ("pg_try_advisory_xact_lock", "bigint", "bool", "TRUE"),
            ("pg_advisory_xact_lock", "bigint", "text", "''::text"),
            ("pg_advisory_xact_lock_shared", "bigint", "text", "''::text"),
        ):
            sql.execute(
                f"CREATE FUNCTION pg_temp.{name}({arguments}) RETURNS {result} LANGUAGE sql AS $$ SELECT {value} $$"
            )
    except ProgrammingError as error:
        raise NoSession(
            "The database user may not create temporary tables, in which a simulation keeps everything; "
            "run GRANT TEMPORARY ON DATABASE ... TO the user of the shop."
        ) from error


_ADVISORY = re.compile(r"\b(?=pg_(?:try_)?advisory_xact_lock)")


def _without_advisory_locks(
    execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if "advisory" in statement and "CREATE FUNCTION" not in statement:
        statement = _ADVISORY.sub("pg_temp.", statement)
    return execute(statement, params, many, context)


def be_read_only() -> None:
    """Begin only read only transactions from now on: temporary tables can be written, nothing else."""
    sql.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")


def check_is_ours() -> None:
    """Raise NoSession if statements do not all reach the same session, as behind a pooler that shares sessions."""
    try:
        found = sql.fetch_all("SELECT to_regclass('pg_temp.automation_enrollment'), current_setting(%s, TRUE)", [CLOCK])
    except ProgrammingError:
        found = [(None, None)]
    if not found[0][0] or not found[0][1]:
        raise NoSession(
            "A simulation needs a database session of its own, but the connection is shared by transaction (PgBouncer "
            "with pool_mode = transaction?); run it where DATABASE_URL leads to PostgreSQL itself."
        )


def set_clock(now: datetime) -> None:
    """Let views over the shop's tables show what there was at a moment."""
    sql.fetch_all("SELECT set_config(%s, %s, FALSE)", [CLOCK, now.isoformat()])


def vacuum(table: str) -> None:
    """Forget dead rows of a shadow and look at what it holds: nobody else does that for temporary tables."""
    sql.execute(f"VACUUM ANALYZE pg_temp.{table}")
