"""The same story in the database, by the real engine: every pass really commits, and may really be broken off."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection, connections, transaction

from saleor_automation import pipeline
from saleor_automation.contacts.field_writing import set_values
from saleor_automation.contacts.fields import create_field
from saleor_automation.contacts.tags import add_tag, remove_tag
from saleor_automation.events.log import record
from saleor_automation.journeys import chores, engine, entry
from saleor_automation.journeys.moving import end_people, move_people
from saleor_automation.journeys.publishing import archive, pause, publish, resume
from saleor_automation.models import ContactList, Journey, Score, Tag
from tests.factories import ContactFactory, CouponPolicyFactory, JourneyFactory, TemplateFactory

from .stories import SLUGS

BATCH = 2
"""People in one transaction: so few that a pass has several, and is broken off between them as well."""

PATIENCE_SECONDS = 0.1
"""How long a worker is held in the middle; the other one may wait for what it has locked."""


class Killed(BaseException):
    """What kill -9 is for the code that runs: no handler of errors sees it."""


EMPTIED = (
    *("decision", "message", "coupon", "scoreentry", "contactscore", "pointsentry"),
    *("pointsbalance", "contacttag", "tagperiod", "fieldvalue", "listsubscription", "consentrecord", "consent"),
    *("journeychore", "triggerscan", "enrollment", "touchedcontact", "event", "contacttotals", "contact"),
)


def empty_shop():
    """Take the last story away, and set up what journeys name."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE automation_journey SET version_id = NULL")
        for table in (*EMPTIED, "journeyversion", "journey"):
            cursor.execute(f"DELETE FROM automation_{table}")


def furnish(now):
    """What the definitions name and no story changes."""
    TemplateFactory(slug="hello")
    Tag.objects.create(name="vip", created_at=now)
    for slug in ("entry-1", "entry-2"):
        CouponPolicyFactory(slug=slug, kind="contest_entry", prize="A mug", revoke_on_exit=True)
    create_field("day", "Day", "date", [], now)
    for slug in SLUGS:
        Tag.objects.create(name=f"{slug}-x", created_at=now)
        create_field(f"{slug}_number", f"{slug} number", "number", [], now)
        create_field(f"{slug}_day", f"{slug} day", "date", [], now)
        ContactList.objects.create(slug=slug, name=slug, created_at=now)
        Score.objects.create(slug=slug, name=slug, created_at=now)


class Shop:
    def __init__(self, people, journeys, now):
        for person, zone, at in people:
            ContactFactory(pk=person, time_zone=zone, created_at=at)
        self.journeys = {slug: JourneyFactory(slug=slug, created_at=now, updated_at=now).pk for slug in journeys}

    def happen(self, event):
        with transaction.atomic():
            record([event], event.occurred_at)

    def tag(self, person, is_on, now):
        with transaction.atomic():
            (add_tag if is_on else remove_tag)("vip", [person], source="staff:1", now=now)

    def set_day(self, person, day, now):
        with transaction.atomic():
            set_values({person: {"day": day}}, "staff:1", now)

    def publish(self, slug, definition, now):
        Journey.objects.filter(slug=slug).update(draft=definition)
        publish(self.journeys[slug], now)

    def pause(self, slug, now):
        pause(self.journeys[slug], now)

    def resume(self, slug, now):
        resume(self.journeys[slug], now)

    def archive(self, slug, now):
        archive(self.journeys[slug], now)

    def move(self, slug, steps, now):
        move_people(self.journeys[slug], steps, now)

    def end(self, slug, now):
        end_people(self.journeys[slug], now)

    def work(self, now, mood, number):
        """Do everything that is due, with one mishap before the n-th statement; what it undid is done again."""
        mishap = Mishap(mood, number)
        while sum(_stage(stage, now, mishap) for stage in STAGES):
            pass


def _by_date(now):
    with transaction.atomic():
        return entry.enter_by_date(now, BATCH)


STAGES = (pipeline.learn, _by_date, lambda now: chores.work(now, BATCH), lambda now: engine.advance(now, BATCH))
"""A pass, one kind of work after the other, so that the order in which two people's rows are taken decides nothing."""


def _stage(stage, now, mishap):
    if mishap.has_happened:
        return _until_nothing(stage, now)
    with mishap.around(lambda: _until_nothing(stage, now)):
        count = _until_nothing(stage, now)
    return 1 + _until_nothing(stage, now) if mishap.has_happened else count


def _until_nothing(stage, now):
    total = 0
    while count := stage(now):
        total += count
    return total


class Mishap:
    """Something that comes between two statements of a pass.

    killed: the process is gone, and with it the transaction. cut: the database connection is. beside: another worker
    does the same work at the same time, all of it that it can get at.
    """

    def __init__(self, mood, number):
        self.mood, self.left = mood, number
        self.has_happened = mood == "peace"

    @contextmanager
    def around(self, same_work):
        with ThreadPoolExecutor(1) as beside:
            self._beside = lambda: beside.submit(_with_own_connection, same_work)
            try:
                with connection.execute_wrapper(self._count):
                    yield
            except (Killed, OperationalError, InterfaceError):
                assert self.has_happened
                connection.close()

    def _count(self, execute, statement, params, many, context):
        self.left -= 1
        if self.left == 0:
            self.has_happened = True
            self._happen()
        return execute(statement, params, many, context)

    def _happen(self):
        if self.mood == "beside":
            # It may wait for what we have locked; then we go on before it.
            wait([self._beside()], timeout=PATIENCE_SECONDS)
        elif self.mood == "killed":
            raise Killed
        else:
            connection.connection.close()
            if not connection.in_atomic_block:
                connection.close()
            raise OperationalError("the connection is closed")


def _with_own_connection(deed):
    try:
        return deed()
    finally:
        connections.close_all()
