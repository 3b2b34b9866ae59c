from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_automation.messages.arbiter import OUTRANKED_PAUSE, Contender, Hold, Sent, Wait, arbitrate
from saleor_automation.messages.sending_rules import SendingRules

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BERLIN, LOS_ANGELES, KIRITIMATI = (
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/Los_Angeles"),
    ZoneInfo("Pacific/Kiritimati"),
)
NO_RULES = {"caps": []}


def rules(**changes):
    return SendingRules.model_validate({**NO_RULES, **changes})


def due(message_id=1, kind="marketing", priority=0, planned_at=NOW):
    return Contender(message_id, kind, priority, planned_at)


def decide(contenders, *, sent=(), by, zone=UTC, now=NOW, rivals=()):
    return arbitrate(contenders, rivals, [Sent(at, kind) for at, kind in sent], by, zone, now)


def test_message_goes_when_no_rule_speaks_against_it():
    assert decide([due()], by=rules()) == {}


@pytest.mark.parametrize(
    ("sent", "cap", "until"),
    [
        ([], {"most": 1, "per": "day"}, None),
        ([NOW - HOUR], {"most": 2, "per": "day"}, None),
        ([NOW - HOUR], {"most": 1, "per": "day"}, NOW + 23 * HOUR),
        # Exactly a day ago counts no more.
        ([NOW - DAY], {"most": 1, "per": "day"}, None),
        ([NOW - DAY + timedelta(seconds=1)], {"most": 1, "per": "day"}, NOW + timedelta(seconds=1)),
        ([NOW - 6 * DAY, NOW - DAY], {"most": 2, "per": "week"}, NOW + DAY),
        # More than allowed were sent: the last but one of those must be a week old.
        ([NOW - 3 * DAY, NOW - 2 * DAY, NOW - DAY], {"most": 2, "per": "week"}, NOW + 5 * DAY),
    ],
)
def test_cap_lets_so_many_through_within_any_period(sent, cap, until):
    # when
    waits = decide([due()], sent=[(at, "marketing") for at in sent], by=rules(caps=[cap]))

    # then
    assert waits == ({} if until is None else {1: Wait(until, Hold.FREQUENCY_CAP)})


@pytest.mark.parametrize(
    ("cap_kind", "sent_kind", "kind", "waits"),
    [
        ("any", "reminder", "marketing", True),
        ("marketing", "marketing", "marketing", True),
        ("marketing", "reminder", "marketing", False),
        ("marketing", "marketing", "reminder", False),
        ("reminder", "marketing", "reminder", False),
    ],
)
def test_cap_counts_messages_of_its_kind(cap_kind, sent_kind, kind, waits):
    # given
    by = rules(caps=[{"most": 1, "per": "day", "kind": cap_kind}])

    # when
    decided = decide([due(kind=kind)], sent=[(NOW - HOUR, sent_kind)], by=by)

    # then
    assert bool(decided) is waits


def test_gap_lies_between_any_two_messages():
    # when
    waits = decide([due()], sent=[(NOW - HOUR, "reminder")], by=rules(minimum_gap_hours=4))

    # then
    assert waits == {1: Wait(NOW + 3 * HOUR, Hold.MINIMUM_GAP)}


def at(text, zone=UTC):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("begin", "end", "zone", "moment", "until"),
    [
        # the end belongs to the day, the beginning to the night
        ("21:00", "08:00", UTC, "2026-05-04 20:59:59", None),
        ("21:00", "08:00", UTC, "2026-05-04 21:00", "2026-05-05 08:00"),
        ("21:00", "08:00", UTC, "2026-05-05 07:59", "2026-05-05 08:00"),
        ("21:00", "08:00", UTC, "2026-05-05 08:00", None),
        # within one day
        ("12:00", "14:00", UTC, "2026-05-04 13:00", "2026-05-04 14:00"),
        ("12:00", "14:00", UTC, "2026-05-04 14:00", None),
        # by the person's clock, however far away
        ("21:00", "08:00", LOS_ANGELES, "2026-05-04 23:00", "2026-05-05 08:00"),
        ("21:00", "08:00", KIRITIMATI, "2026-12-31 22:00", "2027-01-01 08:00"),
        # the night in which clocks go forward (02:00 becomes 03:00) and back (03:00 becomes 02:00)
        ("21:00", "08:00", BERLIN, "2026-03-28 23:00", "2026-03-29 08:00"),
        ("21:00", "08:00", BERLIN, "2026-10-24 23:00", "2026-10-25 08:00"),
        # an end that does not exist that night, and one that comes twice
        ("22:00", "02:30", BERLIN, "2026-03-28 23:00", "2026-03-29 03:30"),
        ("22:00", "02:30", BERLIN, "2026-10-24 23:00", "2026-10-25 02:30+late"),
    ],
)
def test_quiet_hours_follow_the_persons_clock(begin, end, zone, moment, until):
    # given
    by = rules(quiet_hours={"begin": begin, "end": end})
    now = at(moment, zone)

    # when
    waits = decide([due()], by=by, zone=zone, now=now)

    # then
    if until is None:
        assert waits == {}
    else:
        is_late = until.endswith("+late")
        expected = datetime.fromisoformat(until.removesuffix("+late")).replace(tzinfo=zone, fold=int(is_late))
        assert waits == {1: Wait(expected.astimezone(UTC), Hold.QUIET_HOURS)}


def test_next_moment_is_one_at_which_no_rule_speaks_against_it():
    # given: the cap is free again at 23:00, which is quiet
    by = rules(caps=[{"most": 1, "per": "day"}], quiet_hours={"begin": "21:00", "end": "08:00"})

    # when
    waits = decide([due()], sent=[(NOW - 13 * HOUR, "marketing")], by=by)

    # then
    assert waits == {1: Wait(datetime(2026, 5, 5, 8, tzinfo=UTC), Hold.FREQUENCY_CAP)}


def test_higher_priority_goes_first_and_the_older_plan_among_equals():
    # given
    contenders = [due(1), due(2, priority=5), due(3, planned_at=NOW - HOUR)]

    # when
    waits = decide(contenders, by=rules(caps=[{"most": 1, "per": "day"}]))

    # then
    assert waits == {3: Wait(NOW + DAY, Hold.FREQUENCY_CAP), 1: Wait(NOW + 2 * DAY, Hold.FREQUENCY_CAP)}


def test_message_waits_shortly_for_a_more_important_one_that_is_decided_elsewhere():
    # when
    waits = decide([due(1)], rivals=[due(2, priority=5)], by=rules(caps=[{"most": 1, "per": "day"}]))

    # then
    assert waits == {1: Wait(NOW + OUTRANKED_PAUSE, Hold.OUTRANKED)}


def test_message_does_not_wait_for_a_less_important_one():
    assert decide([due(1, priority=5)], rivals=[due(2)], by=rules(caps=[{"most": 1, "per": "day"}])) == {}


moments = st.integers(0, 8 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
kinds = st.sampled_from(["marketing", "reminder"])


@given(
    sent=st.lists(st.tuples(moments, kinds), max_size=12),
    caps=st.lists(
        st.fixed_dictionaries(
            {
                "most": st.integers(1, 4),
                "per": st.sampled_from(["day", "week"]),
                "kind": st.sampled_from(["any", "marketing", "reminder"]),
            }
        ),
        max_size=3,
    ),
    gap=st.integers(0, 30),
    quiet=st.none() | st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] != pair[1]),
    kind=kinds,
    zone=st.sampled_from([UTC, BERLIN, LOS_ANGELES, KIRITIMATI]),
)
def test_message_that_waits_may_go_when_its_time_comes(sent, caps, gap, quiet, kind, zone):
    # given
    hours = {"begin": quiet[0].isoformat(), "end": quiet[1].isoformat()} if quiet else None
    by = rules(caps=caps, minimum_gap_hours=gap, quiet_hours=hours)

    # when
    waits = decide([due(kind=kind)], sent=sent, by=by, zone=zone)

    # then
    if waits:
        assert waits[1].until > NOW
        assert decide([due(kind=kind)], sent=sent, by=by, zone=zone, now=waits[1].until) == {}
