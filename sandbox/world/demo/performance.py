"""What is performed: a fresh shop, then the season or the history, inside the clock's time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from saleor_automation.messages.mail_server import mail_transport
from world.demo import database
from world.demo.cast import SEASON_DAYS, create_cast
from world.demo.clock import VirtualClock
from world.demo.errors import DemoError
from world.demo.history import years
from world.demo.history.file import HistoryFileError
from world.demo.mailbox import Mailbox
from world.demo.marketer import TEAM
from world.demo.options import Options
from world.demo.progress import Steps, day_bar
from world.demo.season import Season, season_start
from world.inbox.store import MailStore
from world.places import inbox_folder


@dataclass(frozen=True)
class Outcome:
    """What the report needs beside the shop's database; until is the last virtual moment."""

    since: datetime
    until: datetime
    mails_in_inbox: int
    history: years.LoadedHistory | None = None


def perform(options: Options, public_url: str, today: datetime) -> Outcome:
    """Raises DemoError when the database or the history's file cannot be used."""
    steps, mailbox = Steps(), Mailbox(MailStore(inbox_folder()), TEAM)
    with steps.step("Opening the shop"):
        database.create_shop()
    if options.history is not None:
        return _perform_history(options.history, public_url, steps, mailbox)
    with VirtualClock(season_start(today)) as clock:
        since = clock.now
        season = Season(clock, mailbox, public_url, mail_transport(), create_cast(), SEASON_DAYS)

        def show(day: int, tally: Counter[str]) -> None:
            deeds = f"{tally['visits']:,} visits, {tally['orders']:,} orders, {tally['mails']:,} mails"
            steps.show(day_bar(clock.now, day, SEASON_DAYS), deeds)

        with steps.step(f"Living through {SEASON_DAYS} days"):
            season.live(show)
        return Outcome(since, clock.now, len(mailbox))


def _perform_history(path: Path, public_url: str, steps: Steps, mailbox: Mailbox) -> Outcome:
    try:
        history = years.load(path, steps)
    except HistoryFileError as error:
        raise DemoError(str(error)) from error
    days = (history.end - history.first_day).days
    with VirtualClock(history.first_day) as clock:

        def show(moment: datetime) -> None:
            bar = day_bar(moment, (moment - history.first_day).days, days)
            steps.show(bar, f"{len(mailbox):,} mails")

        with steps.step(f"Running the journeys over {days} days"):
            years.live(history, clock, public_url, mail_transport(), show)
        return Outcome(history.first_day, clock.now, len(mailbox), history)
