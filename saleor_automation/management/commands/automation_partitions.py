"""Keep the months of the event log in order: make those to come, drop those whose time is over."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ... import pipeline
from ...core.clock import utc_now
from ...core.exceptions import RetryableError
from ...shop.database import allow_writer


class Command(BaseCommand):
    help = (
        "Create the month partitions of the event log that will soon be needed and drop those older than "
        "AUTOMATION_EVENT_RETENTION_MONTHS. Running totals of contacts stay. Safe while the shop is busy, and safe to "
        "interrupt; beat does the same once a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Print what would be done and change nothing.")

    @allow_writer()
    def handle(self, *args: Any, **options: Any) -> None:
        changes = pipeline.partition_changes(utc_now())
        if options["dry_run"]:
            for change in changes:
                self.stdout.write(f"would {change}")
        else:
            try:
                for change in pipeline.keep_months(changes):
                    self.stdout.write(str(change))
            except RetryableError as error:
                raise CommandError(str(error)) from error
        if not changes:
            self.stdout.write("Nothing to do.")
