"""A season in the life of the shop: customers act, the engine passes, the clock jumps from one to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from django.db import connection
from saleor.core.db.connection import allow_writer

from saleor_automation import pipeline
from saleor_automation.messages.transports import Transport
from world.demo.agenda import Agenda
from world.demo.cast import SEASON_DAYS, Person
from world.demo.clock import VirtualClock
from world.demo.customers import Customers
from world.demo.front_door import FrontDoor
from world.demo.mailbox import Mailbox
from world.demo.marketer import switch_journeys_on
from world.demo.staff import send_parcels, write_birthdays
from world.demo.storefront import Storefront

# Production passes every few seconds. Here a pass begins at whole ten minutes, if anything is due by then.
PASS_EVERY = timedelta(minutes=10)
# As long as the making of a group of mails might take: what customers do in it happens before the mails leave.
PASS_TAKES = timedelta(minutes=2)
# A date of a contact (the last order lies three months back) is no timer, and waits for the next look.
LOOK_EVERY = timedelta(hours=12)
SWEEP_EVERY = timedelta(days=1)
# Production learns every night what is bought together; a shop as small as this one has nothing new to learn then.
LEARN_EVERY = timedelta(days=14)
PARCELS_LEAVE = timedelta(hours=15)

# Production is woken by every hint. Nothing is due from one before a cart has been idle for an hour, so here a few
# may gather, which spares half of the passes.
GATHER = timedelta(minutes=50)

NEXT_DUE = """
    SELECT LEAST(
        (SELECT min(created_at) + %(gather)s FROM automation_hint WHERE problem = ''),
        (SELECT min(occurred_at) + %(gather)s FROM automation_event WHERE processed_at IS NULL AND problem = ''),
        (SELECT min(idle_at) FROM automation_cart)
    ),
    (SELECT min(wake_at) FROM automation_enrollment WHERE is_active),
    (SELECT min(send_at) FROM automation_message WHERE state = 'queued')
"""
"""When there is something for each stage of a pass: to take in, to move on, to deliver."""

NO_GATHERING = timedelta(0)

ShowDay = Callable[[int, Counter[str]], None]


class Season:
    """The days from the clock's present on. What people do follows from their luck alone, so a seed repeats it."""

    def __init__(
        self,
        clock: VirtualClock,
        mailbox: Mailbox,
        public_url: str,
        transport: Transport,
        people: Sequence[Person],
        days: int,
    ) -> None:
        self._clock = clock
        self._mailbox = mailbox
        self._transport = transport
        self._public_url = public_url
        self._agenda, self._duties = Agenda(), Agenda()
        self._door = FrontDoor(public_url)
        self._start = clock.now
        self._end = self._start + timedelta(days=days)
        self._next_pass_at: datetime | None = None
        storefront = Storefront(self._door, public_url)
        self.customers = Customers(people, storefront, self._door, self._agenda.plan, pass_at_or_after)

    def live(self, show: ShowDay) -> None:
        """Live through all of it; show is called at the beginning of every day with its number and what was done."""
        switch_journeys_on(self._door, self._public_url, customer_consent="explicit")
        self.customers.begin(self._start)
        self._repeat(LOOK_EVERY, self._look)
        self._repeat(SWEEP_EVERY, self._sweep)
        self._repeat(LEARN_EVERY, self._learn)
        self._repeat(timedelta(days=1), self._deal_with_the_post, PARCELS_LEAVE)
        self._repeat(timedelta(days=1), lambda: show((self._clock.now - self._start).days, self.customers.tally))
        while self._turn():
            pass
        self._clock.move_to(self._end)
        self._sweep()
        with allow_writer():
            pipeline.run_everything(self._transport, self._clock.now)
        self._read_mail()

    def _repeat(self, interval: timedelta, deed: Callable[[], None], first: timedelta | None = None) -> None:
        moment = self._start + (interval if first is None else first)
        while moment <= self._end:
            self._duties.plan(moment, deed)
            moment += interval

    def _turn(self) -> bool:
        """Move to the next thing that happens and let it happen; returns False when the season is over."""
        turns = [
            (self._next_pass_at, self._pass),
            (self._duties.next_at, self._duties.do_next),
            (self._agenda.next_at, self._act),
        ]
        coming = [(moment, deed) for moment, deed in turns if moment is not None and moment <= self._end]
        if not coming:
            return False
        moment, deed = min(coming, key=lambda turn: turn[0])
        self._clock.move_to(max(moment, self._clock.now))
        deed()
        return True

    def _act(self) -> None:
        """Let somebody do what is planned next. All that comes of it in the engine are hints and events."""
        self._agenda.do_next()
        gathered_at = pass_at_or_after(self._clock.now + GATHER)
        self._next_pass_at = min(self._next_pass_at or gathered_at, gathered_at)

    def _pass(self) -> None:
        """Let the engine pass once. What customers do while it makes the mails comes before these leave.

        A stage that has nothing to do is spared: most of a pass is asking.
        """
        began_at = self._clock.now
        with allow_writer():
            due = self._due()
            if is_due(due[0], began_at):
                pipeline.take_in(began_at)
                due = self._due()
            if is_due(due[1], began_at):
                pipeline.advance(began_at)
        while (planned := self._agenda.next_at) is not None and planned <= began_at + PASS_TAKES:
            self._clock.move_to(max(planned, self._clock.now))
            self._act()
        is_anything_sent = False
        with allow_writer():
            while is_due(self._due()[2], self._clock.now):
                is_anything_sent |= bool(pipeline.deliver(self._transport, self._clock.now, lambda: self._clock.now))
        if is_anything_sent:
            self._read_mail()
        self._look_ahead(began_at)

    def _look(self) -> None:
        """Let the engine look at everything, also at what no timer tells: dates, points that are over, segments."""
        now = self._clock.now
        with allow_writer():
            while pipeline.take_in(now) + pipeline.advance(now):
                pass
        self._pass()

    def _look_ahead(self, began_at: datetime) -> None:
        """Ask when the engine has something to do next: never before the pass behind the one that began then."""
        due = [moment for moment in self._due(GATHER) if moment is not None]
        earliest = pass_at_or_after(began_at + timedelta(seconds=1))
        self._next_pass_at = max(pass_at_or_after(min(due)), earliest) if due else None

    def _due(self, gather: timedelta = NO_GATHERING) -> Sequence[datetime | None]:
        """Return when each stage of a pass has something to do."""
        with allow_writer(), connection.cursor() as cursor:
            cursor.execute(NEXT_DUE, {"gather": gather})
            due: Sequence[datetime | None] = cursor.fetchone()
        return due

    def _read_mail(self) -> None:
        for mail in self._mailbox.fetch():
            self.customers.receive(mail, self._clock.now)

    def _sweep(self) -> None:
        now = self._clock.now
        with allow_writer():
            pipeline.run_sweep(now)
            while pipeline.tend_shelf(now):
                pass
            while pipeline.dispatch(self._transport, now, lambda: now):
                pass
        self._look_ahead(now)

    def _learn(self) -> None:
        with allow_writer():
            pipeline.train_recommendations(self._clock.now)

    def _deal_with_the_post(self) -> None:
        orders, self.customers.orders = self.customers.orders, []
        send_parcels(self._door, orders)
        self.customers.birthdays = write_birthdays(self._door, self.customers.birthdays)
        self._look_ahead(self._clock.now)


def is_due(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def season_start(today: datetime) -> datetime:
    """Return the midnight from which a season ends today: what is served afterwards goes on from there."""
    return today.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=SEASON_DAYS)


def pass_at_or_after(moment: datetime) -> datetime:
    """Return the first beginning of a pass at or after a moment."""
    epoch = datetime.min.replace(tzinfo=UTC)
    return moment + (epoch - moment) % PASS_EVERY
