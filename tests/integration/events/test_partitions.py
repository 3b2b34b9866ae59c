import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from saleor_automation import pipeline
from saleor_automation.core import sql
from saleor_automation.core.settings import get_settings
from saleor_automation.events import partitions
from saleor_automation.events.log import record
from saleor_automation.models import ContactProduct, ContactTotals, Event
from tests.factories import ContactFactory, happened

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 5, 20, 12, tzinfo=UTC)
"""Long after the months that the migration makes, whenever it ran."""


def months(pattern="automation_event_y20%"):
    rows = sql.fetch_all(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'automation_event'::regclass"
        " AND inhrelid::regclass::text LIKE %s ORDER BY 1",
        [pattern],
    )
    return [name.removeprefix("automation_event_") for (name,) in rows]


def home_of(event):
    query = "SELECT tableoid::regclass::text FROM automation_event WHERE key = %s"
    return sql.fetch_all(query, [event.key])[0][0].removeprefix("automation_event_")


def keep(now=NOW):
    """Do what is to be done and return it as text."""
    return [str(change) for change in pipeline.keep_months(pipeline.partition_changes(now), no_pause)]


def no_pause(seconds):
    raise AssertionError("Nobody else is there: nothing has to wait.")


@pytest.fixture
def tidy():
    """The log as maintenance leaves it in this month."""
    keep()


def test_this_month_and_those_to_come_stand_ready(tidy):
    assert months("automation_event_y2031%") == ["y2031m05", "y2031m06", "y2031m07", "y2031m08"]


def test_second_run_finds_nothing_to_do(tidy):
    assert keep() == []


def test_months_beyond_the_retention_are_dropped(tidy):
    # when: 25 whole months besides the current one are kept
    done = keep(datetime(2033, 7, 1, tzinfo=UTC))

    # then
    assert done[0] == "drop automation_event_y2031m05 (the retention is over)"
    assert months("automation_event_y2031%") == ["y2031m06", "y2031m07", "y2031m08"]
    assert not sql.fetch_all("SELECT 1 FROM pg_class WHERE relname = 'automation_event_y2031m05'")


def test_partition_made_by_attaching_is_like_those_of_the_migration(tidy):
    def shape(name):
        columns = sql.fetch_all(
            """
            SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
            FROM pg_attribute LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
            WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum
            """,
            [name],
        )
        indexes = sql.fetch_all("SELECT indexdef FROM pg_indexes WHERE tablename = %s", [name])
        return columns, sorted((line.split(" USING ")[1], "UNIQUE" in line) for (line,) in indexes)

    partitions.create_months(datetime(2031, 12, 1, tzinfo=UTC), 1)

    assert shape("automation_event_y2031m05") == shape("automation_event_y2031m12")


def test_totals_survive_the_events_they_were_counted_from(tidy):
    # given
    contact = ContactFactory()
    happened("product_viewed", contact, NOW, product_id=7)
    happened("order_placed", contact, NOW, data={"currency": "USD", "gross": "20.00", "voucher_code": "", "lines": []})
    pipeline.learn(NOW)

    # when
    keep(datetime(2033, 7, 1, tzinfo=UTC))

    # then
    assert not Event.objects.exists()
    totals = ContactTotals.objects.get()
    assert (totals.orders_count, totals.views_count, totals.last_order_at) == (1, 1, NOW)
    assert ContactProduct.objects.get().views_count == 1


def test_month_with_events_nobody_has_processed_is_kept(tidy):
    # given
    event = happened("page_viewed", ContactFactory(), NOW)

    # when
    later = datetime(2033, 7, 1, tzinfo=UTC)
    done = keep(later)

    # then
    assert done[0] == "keep automation_event_y2031m05 (some of its events are not processed yet)"
    assert home_of(event) == "y2031m05"

    # when
    pipeline.learn(later)

    # then
    assert keep(later) == ["drop automation_event_y2031m05 (the retention is over)"]


def test_event_that_always_fails_does_not_keep_a_month_for_ever(tidy):
    # given
    happened("page_viewed", ContactFactory(), NOW)
    Event.objects.update(problem="KeyError: 'gross'")

    # when
    done = keep(datetime(2033, 7, 1, tzinfo=UTC))

    # then
    assert done[0] == "drop automation_event_y2031m05 (the retention is over)"


def test_rows_outside_every_month_are_kept_and_move_to_a_month_of_their_own(tidy):
    # given: maintenance did not run for half a year
    late = datetime(2031, 11, 3, tzinfo=UTC)
    event = happened("page_viewed", ContactFactory(), late)
    assert home_of(event) == "default"

    # when
    done = keep(late)

    # then
    assert done[0] == "move automation_event_y2031m11 (1 events are in the default partition)"
    assert home_of(event) == "y2031m11"
    assert record([event], late) == 0
    assert pipeline.learn(late) == 1


def test_history_older_than_the_retention_goes_once_it_is_counted(tidy):
    # given
    contact = ContactFactory()
    long_ago = NOW - timedelta(days=365 * 12)
    happened("page_viewed", contact, long_ago)
    assert keep() == []

    # when
    pipeline.learn(NOW)
    done = keep()

    # then
    assert done == ["delete automation_event_y2019m05 (1 old events are in the default partition)"]
    assert not Event.objects.exists()
    assert ContactTotals.objects.get().last_visit_at == long_ago


def test_table_of_an_interrupted_drop_is_found_again(tidy):
    # given
    sql.execute("ALTER TABLE automation_event DETACH PARTITION automation_event_y2031m05")

    # when
    done = keep(NOW + timedelta(days=40))

    # then
    assert done == [
        "drop automation_event_y2031m05 (left behind by an interrupted run)",
        "create automation_event_y2031m09",
    ]


def test_other_tables_are_left_alone(tidy):
    # given
    sql.execute("CREATE TABLE automation_event_y2001m01_copy (id int)")
    sql.execute("CREATE TABLE automation_eventXy2001m02 (id int)")

    assert keep() == []


def test_backfill_prepares_the_months_of_the_retention(tidy):
    # when
    assert list(pipeline.backfill(None, NOW)) == []

    # then
    assert months("automation_event_y2029%")[0] == "y2029m04"


@pytest.fixture
def short_retention(monkeypatch):
    monkeypatch.setenv("AUTOMATION_EVENT_RETENTION_MONTHS", "1")
    monkeypatch.setenv("AUTOMATION_EVENT_MONTHS_AHEAD", "1")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


def run(*arguments):
    out = io.StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("automation_partitions", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_command_prints_what_it_does_and_dry_run_only_prints(short_retention):
    # given
    before = months()

    # when
    planned = run("--dry-run")

    # then
    assert planned[-2:] == ["would create automation_event_y2031m05", "would create automation_event_y2031m06"]
    assert planned[0] == f"would drop automation_event_{before[0]} (the retention is over)"
    assert months() == before

    # when
    done = run()

    # then
    assert [f"would {line}" for line in done] == planned
    assert months() == ["y2031m05", "y2031m06"]
    assert run() == ["Nothing to do."]


def test_hot_statements_read_only_the_months_they_need(tidy):
    # given
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT key FROM automation_event WHERE key = ANY(%s) AND occurred_at >= %s AND occurred_at < %s",
            [["a"], NOW - timedelta(days=4), NOW + timedelta(days=1)],
        )
        lines = "\n".join(row[0] for row in cursor.fetchall())

    # then
    assert "automation_event_y2031m05_key_occurred_at_key" in lines
    assert "m06" not in lines
