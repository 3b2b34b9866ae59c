from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DataError, connection

from saleor_automation.core import sql

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
COLUMNS = {
    "name": "text",
    "amount": "numeric",
    "happened_at": "timestamptz",
    "data": "jsonb",
    "place": "uuid",
    "is_done": "bool",
}


@pytest.fixture(autouse=True)
def things():
    sql.execute(
        """
        CREATE TABLE things (id bigserial PRIMARY KEY, name text UNIQUE, amount numeric, happened_at timestamptz,
                             data jsonb, place uuid, is_done bool)
        """
    )


def row(name, **changes):
    values = {
        "name": name,
        "amount": Decimal("19.990"),
        "happened_at": NOON,
        "data": {"a": [1, "ü"]},
        "place": UUID(int=7),
        "is_done": True,
    }
    return tuple((values | changes).values())


def stored():
    return sql.fetch_all("SELECT name, amount, happened_at, data::text, place, is_done FROM things ORDER BY id")


@pytest.mark.parametrize(
    "second",
    [
        row("b"),
        row("b", amount=Decimal("0.005"), happened_at=NOON + timedelta(days=1), data={}, place=None, is_done=False),
        row("b", amount=None, happened_at=None, data=None),
    ],
    ids=["all shared", "nothing shared", "nothing there"],
)
def test_rows_are_stored_as_they_are_whether_they_share_their_values_or_not(second):
    # when
    sql.insert_rows("things", COLUMNS, [row("a"), second])

    # then
    texts = {None: None, "{}": "{}", "{'a': [1, 'ü']}": '{"a": [1, "ü"]}'}
    assert stored() == [
        (name, amount, at, texts[str(data) if data is not None else None], place, done)
        for name, amount, at, data, place, done in (row("a"), second)
    ]


def test_no_rows_need_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert sql.insert_returning("things", COLUMNS, [], returning="id") == []
        assert sql.update_rows("things", ("id", "bigint"), {"name": "text"}, []) == 0
        assert sql.update_groups("things", {"name": "text"}, {}) == 0
        assert sql.insert_groups("things", "id", {"name": "text"}, {}) == 0


def test_any_number_of_rows_is_one_statement_and_a_shared_value_travels_once(django_assert_num_queries):
    # when
    with django_assert_num_queries(1) as queries:
        sql.insert_rows("things", COLUMNS, [row(f"name {number}") for number in range(500)])

    # then
    text = queries.captured_queries[0]["sql"]
    assert text.count("19.990") == 1
    assert len(stored()) == 500


def test_conflict_is_left_alone_and_only_what_is_new_comes_back():
    # given
    sql.insert_rows("things", COLUMNS, [row("a")])

    # when
    new = sql.insert_returning(
        "things", COLUMNS, [row("a"), row("b")], on_conflict="(name) DO NOTHING", returning="name"
    )

    # then
    assert new == [("b",)]


def test_update_reaches_only_the_rows_its_guard_lets_through():
    # given
    sql.insert_rows("things", COLUMNS, [row("a"), row("b", is_done=False)])

    # when
    count = sql.update_rows(
        "things",
        ("name", "text"),
        {"amount": "numeric", "data": "jsonb"},
        [("a", Decimal(1), {}), ("b", Decimal(1), {})],
        where="t.is_done",
    )

    # then
    assert count == 1
    assert [(name, amount, data) for name, amount, _, data, _, _ in stored()] == [
        ("a", Decimal(1), "{}"),
        ("b", Decimal("19.990"), '{"a": [1, "ü"]}'),
    ]


def test_groups_give_every_member_the_values_of_its_group():
    # given
    ids = {"happy": [1, 3], "sad": [2]}

    # when
    inserted = sql.insert_groups(
        "things", "id", {"name": "text", "data": "jsonb"}, {("one", '{"mood": 1}'): [1], ("two", "{}"): [2]}
    )
    sql.insert_groups("things", "id", {"amount": "numeric"}, {(Decimal(5),): [3, 4]})
    updated = sql.update_groups(
        "things",
        {"amount": "numeric", "happened_at": "timestamptz", "data": "jsonb"},
        {(Decimal(1), NOON, '{"mood": "happy"}'): ids["happy"], (Decimal(2), None, "{}"): ids["sad"]},
    )

    # then
    assert (inserted, updated) == (2, 3)
    assert sql.fetch_all("SELECT id, amount, happened_at, data::text FROM things ORDER BY id") == [
        (1, Decimal(1), NOON, '{"mood": "happy"}'),
        (2, Decimal(2), None, "{}"),
        (3, Decimal(1), NOON, '{"mood": "happy"}'),
        (4, Decimal(5), None, None),
    ]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/New_York"])
@pytest.mark.parametrize("moment", [NOON, NOON.replace(microsecond=0), NOON.replace(microsecond=500)])
def test_time_is_read_as_aware_utc_whatever_zone_the_session_has(zone, moment):
    # given
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, TRUE)", [zone])

    # when
    [(read,)] = sql.fetch_all("SELECT %s::timestamptz", [moment])

    # then
    assert read == moment
    assert read.tzinfo is UTC


@pytest.mark.parametrize("ids", [[1], list(range(1, 2000)), [2**62]])
def test_ids_by_the_thousand_are_found(ids):
    assert sql.fetch_all("SELECT count(*) FROM unnest(%s::bigint[]) AS v(id) WHERE id = ANY(%s)", [ids, ids]) == [
        (len(ids),)
    ]


def test_empty_list_matches_nothing():
    assert sql.fetch_all("SELECT 1 WHERE 1 = ANY(%s::int[])", [[]]) == []


@pytest.mark.parametrize(
    "values",
    [
        ["a", "ü", "", " b ", "NULL", "null", 'say "hi"', "back\\slash", "{,}", "it's", "100%", "%s", "a\nb"],
        [1, -2, 2**62],
        [NOON, NOON + timedelta(microseconds=1)],
        ["a", None],
    ],
)
def test_list_arrives_as_it_is(values):
    # given
    kind = {str: "text", int: "bigint", datetime: "timestamptz"}[type(values[0])]

    # then
    assert sql.fetch_all(f"SELECT %s::{kind}[], %s = ANY(%s::{kind}[])", [values, values[-2], values]) == [
        (values, True),
    ]


def test_text_no_column_can_hold_is_refused():
    with pytest.raises(DataError, match="NUL"):
        sql.fetch_all("SELECT %s::text[]", [["a", "b\0c"]])
