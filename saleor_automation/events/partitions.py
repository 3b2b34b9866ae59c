"""Month partitions of the event log: made before they are needed, dropped when their time is over.

Rows outside every month land in the default partition and stay readable; maintenance moves them to a month of their
own. Nothing here makes ingest wait for longer than LOCK_TIMEOUT: every change is one short transaction that gives up
when a lock is not free, and is tried again. A change that was interrupted is found and finished by the next run.

PostgreSQL refuses DETACH ... CONCURRENTLY for a table with a default partition, so a month is taken off in two steps:
DETACH, which changes the catalogue only, and DROP of a table nobody reads any more.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.db import OperationalError, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from psycopg.errors import DeadlockDetected, LockNotAvailable

from ..core import sql
from ..core.exceptions import RetryableError

logger = logging.getLogger(__name__)

TABLE = "automation_event"
DEFAULT = f"{TABLE}_default"
LOCK_TIMEOUT = "200ms"
ATTEMPTS = 30
PAUSE_SECONDS = 1.0
DELETED_AT_ONCE = 10_000
"""Old rows of the default partition that are deleted in one transaction."""

_NAME = re.compile(rf"{TABLE}_y(\d{{4}})m(\d{{2}})")


class PartitionBusy(RetryableError):
    """A change of the partitions did not get its lock in any attempt."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do with a month, and why.

    deed is create, move (its rows out of the default partition, into one of its own), drop, delete (its rows from
    the default partition), or keep.
    """

    deed: str
    month: datetime
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.deed} {partition_name(self.month)}" + (f" ({self.reason})" if self.reason else "")


def month_of(moment: datetime) -> datetime:
    """Return the first instant of the UTC month a moment lies in."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def shift_month(month: datetime, count: int) -> datetime:
    """Return the month that lies count months after (or before) a month."""
    number = month.year * 12 + month.month - 1 + count
    return month.replace(year=number // 12, month=number % 12 + 1)


def partition_name(month: datetime) -> str:
    return f"{TABLE}_y{month.year:04d}m{month.month:02d}"


def partition_ddl(month: datetime) -> str:
    """Return the statement that creates the partition of one month, if it is not there."""
    return f"CREATE TABLE IF NOT EXISTS {partition_name(month)} PARTITION OF {TABLE} {_bounds(month)}"


def create_months(first: datetime, count: int, schema_editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Create count month partitions, beginning with the month of first. For an empty table only: it locks all of it."""
    month = month_of(first)
    for index in range(count):
        ddl = partition_ddl(shift_month(month, index))
        if schema_editor is not None:
            schema_editor.execute(ddl)
        else:
            sql.execute(ddl)


def _bounds(month: datetime) -> str:
    return f"FOR VALUES FROM ('{month.isoformat()}') TO ('{shift_month(month, 1).isoformat()}')"


def plan(now: datetime, *, months_ahead: int, retention_months: int, months_back: int = 0) -> list[Change]:
    """Return what has to be done, oldest month first; changes nothing.

    Partitions must stand ready from months_back months ago to months_ahead months from now. A month is kept beyond
    the retention while it holds events that no pass has processed: they are not counted yet.
    """
    this_month = month_of(now)
    oldest = shift_month(this_month, -retention_months)
    attached, stray = _months(attached=True), _months_in_default()
    changes = [Change("drop", month, "left behind by an interrupted run") for month in _months(attached=False)]
    for month in attached:
        if month < oldest:
            is_over = not _waits(month)
            changes.append(Change("drop", month, "the retention is over") if is_over else _keep(month))
    for month, (count, waiting) in stray.items():
        if month >= oldest:
            changes.append(Change("move", month, f"{count} events are in the default partition"))
        elif waiting < count:
            changes.append(Change("delete", month, f"{count - waiting} old events are in the default partition"))
    wanted = {shift_month(this_month, index) for index in range(-months_back, months_ahead + 1)}
    changes += [Change("create", month) for month in wanted - attached - stray.keys()]
    return sorted(changes, key=lambda change: change.month)


def carry_out(changes: list[Change], pause: Callable[[float], None]) -> Iterator[Change]:
    """Do what plan() found and yield each change once it is committed. Must not run in a transaction.

    pause waits for the seconds it is given, between two attempts to get a lock.
    Raises PartitionBusy when a lock was not free in ATTEMPTS attempts; what was yielded stays done.
    """
    for change in changes:
        done = change
        match change.deed:
            case "create" | "move":
                _when_free(change, partial(_attach, change.month), pause)
            case "drop" if _when_free(change, partial(_detach, change.month), pause):
                _when_free(change, partial(_drop, change.month), pause)
            case "drop":
                done = _keep(change.month)
            case "delete":
                while _delete_from_default(change.month) == DELETED_AT_ONCE:
                    pass
        yield done


def _keep(month: datetime) -> Change:
    return Change("keep", month, "some of its events are not processed yet")


def _when_free(change: Change, step: Callable[[], bool], pause: Callable[[float], None]) -> bool:
    """Run a step in a short transaction, again and again while a lock is not free; returns its answer."""
    for attempt in range(ATTEMPTS):
        if attempt:
            pause(PAUSE_SECONDS)
        try:
            with transaction.atomic():
                sql.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
                # Two runs at once take turns, so that a step may look first and act then.
                sql.fetch_all("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))::text", [f"{TABLE} months"])
                return step()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                raise
            logger.info("automation: %s has to wait for a lock", change)
    raise PartitionBusy(
        f"Could not {change}: the log was locked in {ATTEMPTS} attempts. "
        "Look for long transactions in pg_stat_activity and run automation_partitions again."
    )


def _attach(month: datetime) -> bool:
    """Make the partition of a month, with the rows of the default partition that belong to it.

    Readers go on. A writer waits at the door of the log until this is committed, a matter of milliseconds: one that had
    come further would have chosen the default partition, which does not take its row any more, and would fail.
    """
    if month in _months(attached=True):
        return True
    name = partition_name(month)
    sql.execute(f"LOCK TABLE ONLY {TABLE} IN SHARE ROW EXCLUSIVE MODE")
    sql.execute(f"LOCK TABLE {DEFAULT} IN ACCESS EXCLUSIVE MODE")
    sql.execute(f"CREATE TABLE {name} (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)")
    sql.execute(
        f"""
        WITH moved AS (DELETE FROM {DEFAULT} WHERE occurred_at >= %s AND occurred_at < %s RETURNING *)
        INSERT INTO {name} SELECT * FROM moved
        """,  # noqa: S608
        [month, shift_month(month, 1)],
    )
    sql.execute(f"ALTER TABLE {TABLE} ATTACH PARTITION {name} {_bounds(month)}")
    return True


def _detach(month: datetime) -> bool:
    """Take a month off the log, unless an event came that is not processed; returns whether it is off."""
    if month not in _months(attached=True):
        return True
    name = partition_name(month)
    sql.execute(f"LOCK TABLE ONLY {TABLE} IN ACCESS EXCLUSIVE MODE")
    if _waits(month):
        return False
    sql.execute(f"ALTER TABLE {TABLE} DETACH PARTITION {name}")
    return True


def _drop(month: datetime) -> bool:
    if month in _months(attached=False):
        sql.execute(f"DROP TABLE {partition_name(month)}")
    return True


def _delete_from_default(month: datetime) -> int:
    return sql.execute(
        f"""
        DELETE FROM {DEFAULT} WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM {DEFAULT}
            WHERE occurred_at >= %s AND occurred_at < %s AND (processed_at IS NOT NULL OR problem <> '') LIMIT %s
        ))
        """,  # noqa: S608
        [month, shift_month(month, 1), DELETED_AT_ONCE],
    )


def _months(*, attached: bool) -> set[datetime]:
    """Return the months that have a table, which is a partition or has been one."""
    rows = sql.fetch_all(
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relkind = 'r' AND c.relname LIKE %s AND pg_table_is_visible(c.oid) AND c.relispartition = %s
        """,
        [f"{TABLE}\\_y%", attached],
    )
    matches = [_NAME.fullmatch(name) for (name,) in rows]
    return {datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC) for match in matches if match}


def _waits(month: datetime) -> bool:
    """Tell whether a month holds events that no pass has processed; an index answers, whatever its size.

    The log is asked, not the partition, which another run may just have dropped.
    """
    rows = sql.fetch_all(
        f"""
        SELECT EXISTS (
            SELECT FROM {TABLE}
            WHERE occurred_at >= %s AND occurred_at < %s AND processed_at IS NULL AND problem = ''
        )
        """,  # noqa: S608
        [month, shift_month(month, 1)],
    )
    return bool(rows[0][0])


def _months_in_default() -> dict[datetime, tuple[int, int]]:
    """Return how many events of each month are in the default partition, and how many of them are not processed."""
    rows = sql.fetch_all(
        f"""
        SELECT date_trunc('month', occurred_at, 'UTC'), count(*),
               count(*) FILTER (WHERE processed_at IS NULL AND problem = '')
        FROM {DEFAULT} GROUP BY 1
        """  # noqa: S608
    )
    return {row[0].astimezone(UTC): (row[1], row[2]) for row in rows}
