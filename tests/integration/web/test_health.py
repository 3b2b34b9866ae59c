import json
from datetime import timedelta

from django.core.cache import cache

from saleor_automation.core.clock import utc_now
from saleor_automation.models import Hint

from ..graphql import builders
from .conftest import BASE

HEALTH = f"{BASE}/health"


def test_shop_without_work_is_well(reader):
    # when
    response = reader.get(HEALTH)

    # then
    assert response.status_code == 200
    assert json.loads(response.content) == {
        "status": "ok",
        "problems": [],
        "hints": 0,
        "unprocessed_events": 0,
        "due_enrollments": 0,
        "queued_messages": 0,
        "handing_messages": 0,
        "unknown_messages": 0,
        "failed_messages": 0,
        "queued_dispatches": 0,
        "failed_dispatches": 0,
        "unknown_dispatches": 0,
        "troubled_hints": 0,
        "troubled_events": 0,
        "troubled_enrollments": 0,
    }
    assert response["Cache-Control"] == "no-store"


def test_work_that_waits_too_long_is_unavailable_and_names_nobody(reader, contact):
    # given
    late = utc_now() - timedelta(minutes=11, seconds=5)
    builders.message(contact, state="queued", send_at=late)

    # when
    response = reader.get(HEALTH)

    # then
    assert response.status_code == 503
    body = json.loads(response.content)
    assert (body["status"], body["queued_messages"]) == ("stalled", 1)
    assert body["problems"] == [
        "Messages have been waiting for 11 minutes; check that a Celery worker and beat are running."
    ]
    assert "ada" not in response.content.decode()


def test_many_probes_ask_the_database_once(reader, contact):
    # given
    reader.get(HEALTH)
    builders.message(contact, state="queued")

    # when
    soon = json.loads(reader.get(HEALTH).content)
    cache.clear()
    later = json.loads(reader.get(HEALTH).content)

    # then
    assert (soon["queued_messages"], later["queued_messages"]) == (0, 1)


def test_other_methods_are_refused(reader):
    # when
    response = reader.post(HEALTH)

    # then
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_path_that_is_not_ours_is_not_found(reader):
    # when
    response = reader.get(f"{BASE}/admin")

    # then
    assert response.status_code == 404
    assert "This link does not work" in response.content.decode()


def test_what_was_set_aside_is_a_problem_with_a_place_to_look(reader):
    # given
    Hint.objects.create(kind="order", object_id="1", created_at=utc_now(), problem="DataError: out of range")

    # when
    response = reader.get(HEALTH)

    # then
    body = json.loads(response.content)
    assert (response.status_code, body["hints"], body["troubled_hints"]) == (503, 0, 1)
    assert body["problems"] == [
        "Hints from the shop that always fail: 1; the column `problem` and the log of the workers say why."
    ]
