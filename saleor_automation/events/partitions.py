"""Month partitions of the event log. Rows outside every month land in the default partition and stay readable."""

from datetime import UTC, datetime

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from ..core import sql

TABLE = "automation_event"


def month_of(moment: datetime) -> datetime:
    """Return the first instant of the UTC month a moment lies in."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def shift_month(month: datetime, count: int) -> datetime:
    """Return the month that lies count months after (or before) a month."""
    number = month.year * 12 + month.month - 1 + count
    return month.replace(year=number // 12, month=number % 12 + 1)


def partition_ddl(month: datetime) -> str:
    """Return the statement that creates the partition of one month, if it is not there."""
    name = f"{TABLE}_y{month.year:04d}m{month.month:02d}"
    until = shift_month(month, 1)
    return (
        f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {TABLE} "
        f"FOR VALUES FROM ('{month.isoformat()}') TO ('{until.isoformat()}')"
    )


def create_months(first: datetime, count: int, schema_editor: BaseDatabaseSchemaEditor | None = None) -> None:
    """Create count month partitions, beginning with the month of first."""
    month = month_of(first)
    for index in range(count):
        ddl = partition_ddl(shift_month(month, index))
        if schema_editor is not None:
            schema_editor.execute(ddl)
        else:
            sql.execute(ddl)
