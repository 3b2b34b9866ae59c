from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.messages.sending_rules import SendingRules, change_rules, load_rules
from saleor_automation.models import Message
from tests.factories import NOW, ContactFactory, JourneyFactory, TemplateFactory, deliver_all, many_contacts

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ONE_A_DAY = {"caps": [{"most": 1, "per": "day"}]}


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com", time_zone="Europe/Rome")


def plan(contact, *, kind="marketing", at=NOW, expires_after=7 * DAY, journey=None):
    return Message.objects.create(
        key=str(uuid4()),
        contact_id=contact.pk,
        journey_id=journey.pk if journey else None,
        template_id=TemplateFactory().pk,
        transport="email",
        kind=kind,
        planned_at=at,
        send_at=at,
        expires_at=at + expires_after,
    )


def seen(message):
    message.refresh_from_db()
    return message.state, message.reason


def test_shop_that_never_set_rules_has_the_defaults(ada):
    # given
    messages = [plan(ada) for _ in range(3)]

    # when
    deliver_all(NOW)

    # then: two a day
    assert load_rules() == SendingRules()
    assert [seen(message) for message in messages] == [
        ("delivered", ""),
        ("delivered", ""),
        ("queued", "frequency_cap"),
    ]


def test_message_that_may_not_go_now_is_planned_anew_with_the_reason_and_goes_then(ada):
    # given
    change_rules(ONE_A_DAY, NOW)
    plan(ada)
    second = plan(ada, at=NOW + HOUR)
    deliver_all(NOW)

    # when
    deliver_all(NOW + HOUR)

    # then
    assert seen(second) == ("queued", "frequency_cap")
    assert second.send_at == NOW + DAY

    # when
    deliver_all(NOW + DAY)

    # then
    assert seen(second) == ("delivered", "")


def test_message_that_would_come_too_late_by_then_is_given_up_at_once(ada):
    # given
    change_rules(ONE_A_DAY, NOW)
    plan(ada)
    reminder = plan(ada, kind="reminder", expires_after=20 * HOUR)

    # when
    deliver_all(NOW)

    # then
    assert seen(reminder) == ("expired", "expired")
    assert reminder.detail == "frequency_cap"


def test_quiet_hours_are_those_where_the_person_lives(ada):
    # given: 18:00 in Rome
    change_rules({"caps": [], "quiet_hours": {"begin": "18:00", "end": "09:00"}}, NOW)
    evening = NOW.replace(hour=17, minute=0)
    message = plan(ada, at=evening)

    # when
    deliver_all(evening)

    # then
    assert seen(message) == ("queued", "quiet_hours")
    assert message.send_at == (evening + DAY).replace(hour=8)


@pytest.mark.parametrize(
    ("rules", "ago", "reason"),
    [
        ({"caps": [], "minimum_gap_hours": 5}, 5 * HOUR - MINUTE, "minimum_gap"),
        ({"caps": [], "minimum_gap_hours": 5}, 5 * HOUR, ""),
        ({"caps": [{"most": 1, "per": "day", "kind": "reminder"}]}, DAY - MINUTE, "frequency_cap"),
        ({"caps": [{"most": 1, "per": "day", "kind": "reminder"}]}, DAY, ""),
        ({"caps": [{"most": 1, "per": "day", "kind": "marketing"}]}, MINUTE, ""),
        ({"caps": [{"most": 2, "per": "day"}, {"most": 1, "per": "week"}]}, 7 * DAY - MINUTE, "frequency_cap"),
        ({"caps": [{"most": 2, "per": "day"}, {"most": 1, "per": "week"}]}, 7 * DAY, ""),
    ],
)
def test_rule_holds_a_message_as_long_as_an_earlier_one_stands_in_its_way(ada, rules, ago, reason):
    # given
    change_rules(rules, NOW)
    plan(ada, kind="reminder", at=NOW - ago)
    deliver_all(NOW - ago)
    message = plan(ada, kind="reminder")

    # when
    deliver_all(NOW)

    # then
    assert seen(message) == (("queued", reason) if reason else ("delivered", ""))


def test_who_is_held_by_quiet_hours_goes_when_they_are_over_whatever_was_sent_before_them(ada):
    # given: 18:00 in Rome
    evening = NOW.replace(hour=17, minute=0)
    plan(ada, at=evening - HOUR)
    deliver_all(evening - HOUR)
    caps = [{"most": 2, "per": "day"}]
    change_rules({"caps": caps, "quiet_hours": {"begin": "18:00", "end": "09:00"}}, NOW)
    message = plan(ada, at=evening)

    # when
    deliver_all(evening)

    # then
    assert seen(message) == ("queued", "quiet_hours")
    assert message.send_at == (evening + DAY).replace(hour=8)


def test_transactional_messages_are_neither_held_nor_counted(ada):
    # given
    change_rules(ONE_A_DAY, NOW)
    transactional = [plan(ada, kind="transactional") for _ in range(2)]
    marketing = plan(ada, at=NOW + MINUTE)

    # when
    deliver_all(NOW + MINUTE)

    # then
    assert [seen(message) for message in (*transactional, marketing)] == [("delivered", "")] * 3


def test_message_of_the_more_important_journey_goes_first(ada):
    # given
    change_rules(ONE_A_DAY, NOW)
    newsletter = plan(ada, at=NOW - HOUR, journey=JourneyFactory())
    birthday = plan(ada, journey=JourneyFactory(priority=10))

    # when
    deliver_all(NOW)

    # then
    assert seen(birthday) == ("delivered", "")
    assert seen(newsletter) == ("queued", "frequency_cap")


def test_refused_message_takes_no_place(ada):
    # given
    change_rules(ONE_A_DAY, NOW)
    late = plan(ada, at=NOW - DAY, expires_after=HOUR)
    message = plan(ada)

    # when
    deliver_all(NOW)

    # then
    assert seen(late) == ("expired", "expired")
    assert seen(message) == ("delivered", "")


def test_number_of_statements_does_not_depend_on_the_people():
    # given
    counts = []
    for size in (2, 40):
        for contact in many_contacts(size, at=NOW + size * MINUTE):
            plan(contact)

        # when
        with CaptureQueriesContext(
            connection,
        ) as queries:
            deliver_all(NOW)
        counts.append(sum("pg_try_advisory" in query["sql"] or "handed_at >" in query["sql"] for query in queries))

    # then: what is delivered in one group is judged in one go
    assert counts == [2, 2]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"caps": [{"most": 0, "per": "day"}]}, "caps.0.most"),
        ({"caps": [{"most": 1, "per": "month"}]}, "caps.0.per"),
        ({"quiet_hours": {"begin": "25:00", "end": "08:00"}}, "quiet_hours.begin"),
        ({"quiet_hours": {"begin": "08:00", "end": "08:00"}}, "quiet_hours"),
        ({"quiet_hours": {"begin": "21:00+02:00", "end": "08:00"}}, "quiet_hours.begin"),
        ({"minimum_gap_hours": -1}, "minimum_gap_hours"),
        ({"most": 3}, "most"),
    ],
)
def test_wrong_rules_are_refused_with_their_place_and_change_nothing(data, place):
    # given
    change_rules(ONE_A_DAY, NOW)

    # when
    with pytest.raises(InvalidDefinition) as refused:
        change_rules(data, NOW)

    # then
    assert [problem[0] for problem in refused.value.problems] == [place]
    assert load_rules() == SendingRules.model_validate(ONE_A_DAY)
