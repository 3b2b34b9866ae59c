from datetime import UTC, datetime, timedelta
from threading import Event as Flag

import psycopg
import pytest

from saleor_automation import pipeline
from saleor_automation.core import sql
from saleor_automation.events import partitions
from saleor_automation.events.log import NewEvent, record
from saleor_automation.models import Event
from tests.databases import database_url
from tests.workers import at_once

NOW = datetime(2031, 5, 20, 12, tzinfo=UTC)


def changes(now):
    return partitions.plan(now, months_ahead=3, retention_months=25)


def write(key, at):
    return record([NewEvent(kind="page_viewed", key=key, occurred_at=at)], at)


def test_months_are_made_moved_and_dropped_while_events_come_in(own_database):
    # given
    list(partitions.carry_out(changes(NOW), Flag().wait))
    is_over, written = Flag(), {}

    def moment(key):
        return NOW + timedelta(days=31 * (int(key.partition(":")[2]) % 40))

    def ingest(name):
        number = 0
        while number < 80 or (number < 800 and not is_over.is_set()):
            key = f"{name}:{number}"
            written[key] = write(key, moment(key))
            number += 1

    def maintain():
        try:
            for month in range(1, 40):
                now = NOW + timedelta(days=31 * month)
                pipeline.learn(now)
                list(partitions.carry_out(changes(now), Flag().wait))
        finally:
            is_over.set()

    # when
    at_once(lambda: ingest("a"), lambda: ingest("b"), maintain)

    # then: no write failed, and only events of months whose time is over are gone
    assert set(written.values()) == {1}
    oldest = partitions.shift_month(partitions.month_of(NOW + timedelta(days=31 * 39)), -25)
    kept = set(Event.objects.filter(occurred_at__gte=oldest).values_list("key", flat=True))
    assert kept == {key for key in written if moment(key) >= oldest}
    assert len(kept) >= 50


def test_lock_that_is_not_free_is_asked_for_again_and_ingest_goes_on_meanwhile(own_database):
    # given: somebody reads the log in a long transaction
    with psycopg.connect(database_url()) as reader:
        reader.execute("SELECT count(*) FROM automation_event")
        waits = []

        def pause(seconds):
            waits.append(seconds)
            assert write(f"meanwhile:{len(waits)}", NOW) == 1
            if len(waits) == 2:
                reader.rollback()

        # when
        done = list(partitions.carry_out(changes(NOW), pause))

    # then
    assert waits == [partitions.PAUSE_SECONDS] * 2
    assert "create automation_event_y2031m06" in map(str, done)
    assert Event.objects.count() == 2


def test_log_that_stays_locked_is_left_as_it_is_with_a_remedy(own_database, monkeypatch):
    # given
    before = sql.fetch_all("SELECT count(*) FROM pg_inherits WHERE inhparent = 'automation_event'::regclass")
    monkeypatch.setattr(partitions, "ATTEMPTS", 3)
    waits = []
    with psycopg.connect(database_url()) as reader:
        reader.execute("SELECT count(*) FROM automation_event")

        # when
        with pytest.raises(partitions.PartitionBusy) as error:
            list(partitions.carry_out([partitions.Change("create", partitions.month_of(NOW))], waits.append))

    # then
    assert str(error.value) == (
        "Could not create automation_event_y2031m05: the log was locked in 3 attempts. Look for long transactions in "
        "pg_stat_activity and run automation_partitions again."
    )
    assert len(waits) == 2
    after = sql.fetch_all("SELECT count(*) FROM pg_inherits WHERE inhparent = 'automation_event'::regclass")
    assert after == before


def test_two_runs_at_once_do_each_thing_once(own_database, caplog):
    # when
    at_once(*[lambda: list(partitions.carry_out(changes(NOW), Flag().wait)) for _ in range(3)])

    # then
    assert changes(NOW) == []
