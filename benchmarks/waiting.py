"""Moving people on while ten million wait, against the same while one million do.

Fills some 6 GB for several minutes, so it is measured only when it is named: `--only waiting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from saleor.core.db.connection import allow_writer

from benchmarks.harness import Row, Target, compare, in_turns
from benchmarks.journeys import Crowd, journey_of_waits
from benchmarks.tables import empty_our_tables
from saleor_automation.core import sql
from saleor_automation.models import Journey

GROUP = "waiting"
FEW, MANY = 1_000_000, 10_000_000
TABLES = ("automation_enrollment", "automation_decision")


class CrowdApart(Crowd):
    """A crowd in tables of its own, so that two of different size stand ready to be measured in turns."""

    def __init__(self, journey: Journey, waiting: int) -> None:
        self._schema = f"waiting_{waiting}"
        sql.execute(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")
        sql.execute(f"CREATE SCHEMA {self._schema}")
        for table in TABLES:
            sql.execute(
                f"CREATE TABLE {self._schema}.{table} (LIKE public.{table} INCLUDING DEFAULTS INCLUDING IDENTITY)"
            )
        with self._entered():
            self.let_wait(journey, waiting)
        for table in TABLES:
            self._index(table)
            # What a bulk load leaves to the first who looks is done before anything is measured.
            sql.execute(f"VACUUM ANALYZE {self._schema}.{table}")

    def batch_by_batch(self) -> float:
        with self._entered():
            return super().batch_by_batch()

    def drop(self) -> None:
        sql.execute(f"DROP SCHEMA {self._schema} CASCADE")

    def _index(self, table: str) -> None:
        """Give the filled table the indexes of the real one; filling is twice as fast without them."""
        found = sql.fetch_all("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [table])
        for (definition,) in found:
            sql.execute(definition.replace(f" ON public.{table} ", f" ON {self._schema}.{table} "))

    @contextmanager
    def _entered(self) -> Iterator[None]:
        """Let the names of tables mean those of this crowd."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET search_path TO {self._schema}, public")
            try:
                yield
            finally:
                cursor.execute("SET search_path TO public")


def measure() -> Iterator[Row]:
    with allow_writer():
        empty_our_tables()
        journey = journey_of_waits()
        crowds = {f"{waiting:,} waiting": CrowdApart(journey, waiting) for waiting in (FEW, MANY)}
        try:
            # A checkpoint in the middle of a round would be somebody's bad luck.
            sql.execute("CHECKPOINT")
            speeds = in_turns({name: crowd.batch_by_batch for name, crowd in crowds.items()})
        finally:
            for crowd in crowds.values():
                crowd.drop()
            empty_our_tables()
        few, many = speeds.values()
        yield compare(
            GROUP,
            f"claim + advance, {MANY:,} waiting",
            many,
            few,
            baseline=f"{FEW:,} waiting",
            target=Target(at_least=0.9),
            unit="people",
        )
