"""A season in the life of the shop: customers act, the engine passes, the clock jumps from one to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connection
from saleor.core.db.connection import allow_writer

from saleor_automation import pipeline
from saleor_automation.messages.mail_server import mail_transport
from world.demo.agenda import Agenda
from world.demo.cast import SEASON_DAYS, create_cast
from world.demo.clock import VirtualClock
from world.demo.customers import Customers
from world.demo.front_door import FrontDoor
from world.demo.mailbox import Mailbox
from world.demo.marketer import switch_journeys_on
from world.demo.storefront import Storefront

# Production passes every few seconds. Here a pass begins at whole ten minutes, if anything is due by then.
PASS_EVERY = timedelta(minutes=10)
# As long as the making of a group of mails might take: what customers do in it happens before the mails leave.
PASS_TAKES = timedelta(minutes=2)
# A date of a contact (the last order lies three months back) is no timer, and waits for the next look.
LOOK_EVERY = timedelta(hours=6)
SWEEP_EVERY = timedelta(days=1)

NEXT_DUE = """
    SELECT min(due) FROM (
        SELECT min(created_at) FROM automation_hint
        UNION ALL SELECT min(idle_at) FROM automation_cart
        UNION ALL SELECT min(occurred_at) FROM automation_event WHERE processed_at IS NULL AND problem = ''
        UNION ALL SELECT min(wake_at) FROM automation_enrollment WHERE is_active
        UNION ALL SELECT min(send_at) FROM automation_message WHERE state = 'queued'
    ) AS timers(due)
"""

ShowDay = Callable[[int, Counter[str]], None]


class Season:
    """Lives through the days from `start` on. Everything the customers do follows from the cast's seed."""

    def __init__(self, clock: VirtualClock, mailbox: Mailbox, public_url: str) -> None:
        self._clock = clock
        self._mailbox = mailbox
        self._public_url = public_url
        self._agenda, self._duties = Agenda(), Agenda()
        self._door = FrontDoor(public_url)
        self._start = clock.now
        self._end = self._start + timedelta(days=SEASON_DAYS)
        self._last_pass = self._start
        people = create_cast()
        storefront = Storefront(self._door, public_url)
        self.customers = Customers(people, storefront, self._door, self._agenda.plan, _next_pass_at)

    def live(self, show: ShowDay) -> None:
        """Live through all of it; show is called at the beginning of every day with its number and what was done."""
        switch_journeys_on(self._door, self._public_url, customer_consent="explicit")
        self.customers.begin(self._start)
        self._repeat(LOOK_EVERY, self._pass)
        self._repeat(SWEEP_EVERY, self._sweep)
        self._repeat(timedelta(days=1), lambda: show((self._clock.now - self._start).days, self.customers.tally))
        while self._turn():
            pass
        self._clock.move_to(self._end)
        self._pass()
        self._sweep()
        self._pass()

    def _repeat(self, interval: timedelta, deed: Callable[[], None]) -> None:
        moment = self._start + interval
        while moment <= self._end:
            self._duties.plan(moment, deed)
            moment += interval

    def _turn(self) -> bool:
        """Move to the next thing that happens and let it happen; returns False when the season is over."""
        turns = [
            (self._next_pass(), self._pass),
            (self._duties.next_at, self._duties.do_next),
            (self._agenda.next_at, self._agenda.do_next),
        ]
        coming = [(moment, deed) for moment, deed in turns if moment is not None and moment <= self._end]
        if not coming:
            return False
        moment, deed = min(coming, key=lambda turn: turn[0])
        self._clock.move_to(max(moment, self._clock.now))
        deed()
        return True

    def _next_pass(self) -> datetime | None:
        """Return when the engine has something to do next: never before the pass behind the last one."""
        with allow_writer(), connection.cursor() as cursor:
            cursor.execute(NEXT_DUE)
            due = cursor.fetchone()[0]
        if due is None:
            return None
        return max(_next_pass_at(due), _next_pass_at(self._last_pass + timedelta(seconds=1)))

    def _pass(self) -> None:
        """Let the engine do everything that is due. What customers do while it runs comes before the mails leave."""
        self._last_pass = self._clock.now
        transport = mail_transport()
        with allow_writer():
            self._take_in_and_advance()
        self._act_until(self._clock.now + PASS_TAKES)
        with allow_writer():
            is_anything_sent = False
            while pipeline.deliver(transport, self._clock.now, lambda: self._clock.now):
                is_anything_sent = True
            self._take_in_and_advance()
        if is_anything_sent:
            for mail in self._mailbox.fetch():
                self.customers.receive(mail, self._clock.now)

    def _take_in_and_advance(self) -> None:
        while pipeline.take_in(self._clock.now) + pipeline.advance(self._clock.now):
            pass

    def _act_until(self, moment: datetime) -> None:
        while (planned := self._agenda.next_at) is not None and planned <= moment:
            self._clock.move_to(max(planned, self._clock.now))
            self._agenda.do_next()

    def _sweep(self) -> None:
        with allow_writer():
            pipeline.run_sweep(self._clock.now)


def season_start(today: datetime) -> datetime:
    """Return the midnight from which a season ends today: what is served afterwards goes on from there."""
    return today.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=SEASON_DAYS)


def _next_pass_at(moment: datetime) -> datetime:
    """Return the first beginning of a pass at or after a moment."""
    epoch = datetime.min.replace(tzinfo=UTC)
    return moment + (epoch - moment) % PASS_EVERY
