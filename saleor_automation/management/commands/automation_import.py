"""manage.py automation_import: import contacts from a CSV file, here and now."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...contacts.transfers.imports import start_import
from ...contacts.transfers.models import Transfer, TransferState
from ...contacts.transfers.options import ImportRequest, StatedConsent
from ...contacts.transfers.running import go_on_with
from ...core.clock import utc_now
from ...core.exceptions import AutomationError
from ...shop.database import allow_writer

PIECE_BYTES = 1 << 20
SHOWN_ERRORS = 20


class Command(BaseCommand):
    help = (
        "Import contacts from a CSV file whose first line names the columns. Stopped at any time it can be taken up "
        "with --resume; rows that are wrong are left out and shown with line, column and reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the file; its first line names the columns")
        parser.add_argument("--resume", type=int, metavar="ID", help="go on with an import that was interrupted")
        parser.add_argument("--map", action="append", default=[], metavar="COLUMN=TARGET", help="e.g. Mail=email")
        parser.add_argument("--list", action="append", default=[], metavar="SLUG", help="a list everybody joins")
        parser.add_argument("--tag", action="append", default=[], metavar="NAME", help="a tag everybody gets")
        parser.add_argument("--consent", choices=["subscribed", "unsubscribed"], help="what everybody in it has said")
        parser.add_argument("--consent-source", default="", metavar="TEXT", help="where it was said")
        parser.add_argument("--consent-at", default="", metavar="MOMENT", help="when: 2026-01-31, UTC")
        parser.add_argument("--consent-text", default="", metavar="TEXT", help="the words they agreed to")
        parser.add_argument("--encoding", default="", help="e.g. windows-1252; default: UTF-8, or what the file says")
        parser.add_argument("--delimiter", default="", help="default: found out from the first line")
        parser.add_argument("--keep", action="store_true", help="only fill what is empty, overwrite nothing")
        parser.add_argument("--start-journeys", action="store_true", help="tell the journeys what changes")
        parser.add_argument("--dry-run", action="store_true", help="check and count, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with allow_writer():
            try:
                transfer = self._transfer(options)
                self.stdout.write(f"Import {transfer.pk}; go on after an interruption with --resume {transfer.pk}")
                while transfer.state in (TransferState.WAITING, TransferState.RUNNING):
                    transfer = go_on_with(transfer.pk, utc_now())
                    self.stdout.write(f"{transfer.done + transfer.failed:,} of about {transfer.total or 0:,} rows")
            except (AutomationError, OSError) as error:
                raise CommandError(str(error)) from None
            self._sum_up(transfer)

    def _transfer(self, options: dict[str, Any]) -> Transfer:
        if options["resume"]:
            found = Transfer.objects.filter(pk=options["resume"], kind="import").first()
            if found is None:
                raise CommandError(f"There is no import {options['resume']}; it may have been deleted with time.")
            return found
        path = options["file"]
        if path is None:
            raise CommandError("Name a file, or an import to --resume.")
        mapping = dict(pair.partition("=")[::2] for pair in options["map"])
        request = ImportRequest(
            mapping=mapping,
            delimiter=options["delimiter"],
            lists=options["list"],
            tags=options["tag"],
            consent=_stated(options),
            overwrites=not options["keep"],
            starts_journeys=options["start_journeys"],
        )
        with path.open("rb") as file:
            return start_import(
                iter(lambda: file.read(PIECE_BYTES), b""),
                request,
                utc_now(),
                file_name=path.name,
                encoding=options["encoding"],
                is_dry_run=options["dry_run"],
                requested_by="command",
            )

    def _sum_up(self, transfer: Transfer) -> None:
        would = "would be " if transfer.is_dry_run else ""
        for error in transfer.errors.order_by("id")[:SHOWN_ERRORS]:
            self.stderr.write(f"line {error.line} {error.column_name}: {error.reason}")
        if transfer.state != TransferState.DONE:
            raise CommandError(f"Import {transfer.pk} is {transfer.state}. {transfer.problem}".strip())
        self.stdout.write(
            f"{transfer.created:,} contacts {would}created, {transfer.updated:,} {would}updated, "
            f"{transfer.failed:,} rows left out."
        )


def _stated(options: dict[str, Any]) -> StatedConsent | None:
    if not options["consent"]:
        return None
    return StatedConsent(options["consent"], options["consent_source"], options["consent_at"], options["consent_text"])
