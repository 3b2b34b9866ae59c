"""manage.py automation_sync: take the history of an existing shop in."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from ... import pipeline
from ...core.clock import utc_now
from ...core.exceptions import AutomationError
from ...events.orders import count_known
from ...events.sweep import forget_backfill, unfinished_backfill
from ...reports.health import read_health
from ...shop.checkouts import count_checkouts
from ...shop.customers import count_customers
from ...shop.database import allow_writer
from ...shop.orders import count_orders
from ..progress import Progress

TOTALS = {"customers": count_customers, "checkouts": count_checkouts, "orders": count_orders}
AGAIN = "Run the same command again: it goes on behind the last page that was saved."


class Command(BaseCommand):
    help = (
        "Read the shop's customers, checkouts and orders into the automation. It may be stopped at any time: "
        "called again it goes on where it stood. What is known already is not counted twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since",
            type=_moment,
            metavar="DATE",
            help="leave out what has not changed since this day (2024-01-31) or moment, UTC unless it says otherwise",
        )
        parser.add_argument(
            "--restart", action="store_true", help="begin anew instead of going on with an interrupted run"
        )

    def handle(self, *args: Any, since: datetime | None, restart: bool, **options: Any) -> None:
        with allow_writer(), _clear_errors():
            self._begin(since, restart)
            now = utc_now()
            in_shop = {name: count() for name, count in TOTALS.items()}
            # A run that leaves something out, or has read a part before, has no total to be measured by.
            is_whole = since is None and not unfinished_backfill()
            read = self._read(since, now, in_shop if is_whole else {})
            self._sum_up(read, in_shop, since)

    def _begin(self, since: datetime | None, restart: bool) -> None:
        if restart:
            forget_backfill()
        left = unfinished_backfill()
        if left and since is not None:
            raise CommandError(
                "An earlier run was interrupted. Leave out --since to go on with it, or add --restart to begin anew."
            )
        if left:
            places = ", ".join(f"{name} from {_readable(read_until)}" for name, read_until in left.items())
            self.stdout.write(f"Going on with an interrupted run: {places}.")
        else:
            start = f"since {_readable(since)}" if since else "from the beginning"
            self.stdout.write(f"Reading the shop's history {start}.")

    def _read(self, since: datetime | None, now: datetime, totals: dict[str, int]) -> dict[str, int]:
        """Read everything and return the number of rows of each table."""
        read = dict.fromkeys(TOTALS, 0)
        for name, pages in groupby(pipeline.backfill(since, now), key=itemgetter(0)):
            progress = Progress(self.stdout, name, totals.get(name))  # type: ignore[arg-type]
            for _, count in pages:
                progress.add(count)
            read[name] = progress.count
            rate = progress.count / max(progress.seconds, 0.001)
            progress.finish(f"{progress.count:>11,} read in {progress.seconds:,.1f} s ({rate:,.0f}/s)")
        return read

    def _sum_up(self, read: dict[str, int], in_shop: dict[str, int], since: datetime | None) -> None:
        for name, count in read.items():
            if not count:
                self.stdout.write(f"{name:<12} {count:>11,} read")
        known = count_known()
        self.stdout.write(f"Orders known to the automation: {known:,} of {in_shop['orders']:,} in the shop.")
        waiting = read_health(utc_now()).unprocessed_events
        if waiting:
            self.stdout.write(f"{waiting:,} events are waiting for the Celery worker, which takes them from here.")
        if since is None and known < in_shop["orders"]:
            raise CommandError(
                f"{in_shop['orders'] - known:,} orders of the shop were not taken in. Run the command again; if the "
                "number stays, the log says why."
            )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write one like 2024-01-31.") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > utc_now():
        raise argparse.ArgumentTypeError(f"{text} lies in the future; choose a day of the shop's past.")
    return moment


def _readable(moment: datetime) -> str:
    is_midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.strftime("%Y-%m-%d" if is_midnight else "%Y-%m-%d %H:%M UTC")


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Say in a sentence what an operator can do; anything else is a bug and keeps its stack."""
    try:
        yield
    except AutomationError as error:
        raise CommandError(str(error)) from error
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") != "42P01":  # undefined_table
            raise
        raise CommandError("The automation's tables are missing; run `manage.py migrate` first.") from error
    except OperationalError as error:
        raise CommandError(f"The database cannot be reached: {error} {AGAIN}") from error
    except KeyboardInterrupt:
        raise CommandError(f"Stopped. {AGAIN}", returncode=130) from None
