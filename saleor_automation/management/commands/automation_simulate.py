"""manage.py automation_simulate: run a journey over the shop's past and tell what it would have done."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...core.clock import utc_now
from ...core.exceptions import AutomationError
from ...journeys.models import Journey
from ...shop.database import allow_writer
from ...simulation.options import check_options
from ...simulation.running import Moment, simulate
from ..moments import moment_of

MOST_ROWS = 40


class Command(BaseCommand):
    help = (
        "Run a journey's draft over the shop's real past, with the same engine, a virtual clock and no effect outside, "
        "and tell who would have entered, what would have been sent, and what not and why. It does not predict lift."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("journey", help="slug of the journey")
        parser.add_argument("--since", help="first day or moment of the period; 90 days before its end if left out")
        parser.add_argument("--until", help="its end; today's midnight (UTC) if left out")
        parser.add_argument("--seed", type=int, default=1, help="draws the people whose paths are shown")
        parser.add_argument("--published", action="store_true", help="the version people are let into, not the draft")
        parser.add_argument("--tick", type=int, metavar="MINUTES", help="steps of the virtual clock; 0 for none")
        parser.add_argument("--holdout", type=int, metavar="PERCENT", help="instead of the journey's own share")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the whole report there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with allow_writer():
                report = self._simulate(**options)
        except AutomationError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            options["json"].write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
        self._tell(report)

    def _simulate(self, **options: Any) -> dict[str, Any]:
        journey = Journey.objects.select_related("version").filter(slug=options["journey"]).first()
        if journey is None:
            known = ", ".join(Journey.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none"
            raise CommandError(f"There is no journey {options['journey']!r}; there are: {known}.")
        version = journey.version if options["published"] else None
        if options["published"] and version is None:
            raise CommandError(f"Journey '{journey.slug}' was never published; leave out --published.")
        now = utc_now()
        until = moment_of(options["until"], "--until") or now.replace(hour=0, minute=0, second=0, microsecond=0)
        since = moment_of(options["since"], "--since") or until - timedelta(days=90)
        chosen = check_options(
            journey,
            version.definition if version else journey.draft,
            since,
            until,
            now,
            seed=options["seed"],
            tick=None if options["tick"] is None else timedelta(minutes=options["tick"]),
            holdout_percent=options["holdout"],
        )
        return simulate(chosen, _Bar())

    def _tell(self, report: dict[str, Any]) -> None:
        period, found, run = report["period"], report["summary"], report["run"]
        self.stdout.write(f"{period['since'][:16]} to {period['until'][:16]} UTC, seed {period['seed']}")
        self.stdout.write(
            f"{found['entered']:,} runs of {found['people']:,} people, {found['held_out']:,} of them held out; "
            f"{found['inside']:,} were not over. {found['sent']:,} mails to {found['people_written_to']:,} people, "
            f"{found['not_sent']:,} not sent, {found['withheld']:,} withheld from those held out."
        )
        self._table("Steps", ("step_id", "kind", "reached", "inside", "bought", "sent", "not_sent"), report["steps"])
        self._table("Not sent", ("step_id", "state", "reason", "count"), report["reasons"])
        self._table("Held by the sending rules", ("reason", "messages", "people", "expired"), report["holds"])
        self._table("How runs ended", ("reason", "count", "is_goal"), report["endings"])
        self._table("Bought anyway within days of entering", ("days", "runs", "bought", "share"), report["bought"])
        for coupon in report["coupons"]:
            costs = ", ".join(f"{each['amount']} {each['currency']}" for each in coupon["ceilings"]) or "unknown"
            self.stdout.write(
                f"\nCoupon {coupon['policy']}: {coupon['given']:,} given, at most {costs}. {coupon['basis']}"
            )
        self._table("Days", ("day", "entered", "sent", "not_sent", "withheld", "ended"), report["days"])
        self.stdout.write("")
        for limit in report["limits"]:
            self.stdout.write(f"* {limit['text']}")
        self.stdout.write(
            f"{run['seconds']} s, {period['passes']:,} passes, at most {run['peak_memory_mb']} MB of memory"
        )

    def _table(self, title: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
        lines = [tuple(str(row[name]) for name in columns) for row in rows]
        if not lines:
            return
        widths = [max(map(len, column)) for column in zip(columns, *lines, strict=True)]
        self.stdout.write(f"\n{title}")
        for line in (columns, *lines[:MOST_ROWS]):
            self.stdout.write("  " + "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)))
        if len(lines) > MOST_ROWS:
            self.stdout.write(f"  and {len(lines) - MOST_ROWS} more; --json has them all")


class _Bar:
    """Show on the terminal how far the virtual clock has come."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, moment: Moment) -> None:
        text = f"{moment.percent:3d} %  {moment.now:%Y-%m-%d}  {moment.stage}"
        if text != self._shown and sys.stderr.isatty():
            self._shown = text
            sys.stderr.write(f"\r{text:<48}" + ("\n" if moment.stage == "report" else ""))
            sys.stderr.flush()
