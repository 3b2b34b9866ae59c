import pytest
from django.db import OperationalError

from saleor_automation import pipeline
from saleor_automation.events.models import Event
from saleor_automation.messages.models import Message
from saleor_automation.web.pixel import GIF

from .conftest import BASE


def _events():
    return list(Event.objects.values_list("kind", "data__machine"))


def test_picture_is_one_transparent_point_and_the_open_is_recorded(reader, message, links):
    # when
    response = reader.get(links.pixel)

    # then
    assert (response.status_code, response.content, response["Content-Type"]) == (200, GIF, "image/gif")
    assert response["Cache-Control"] == "no-store, private"
    assert _events() == [("message_opened", False)]
    assert Message.objects.get().opened_at is not None


def test_open_by_a_machine_does_not_count_as_read(reader, message, links):
    # when
    reader.get(links.pixel, HTTP_USER_AGENT="Mozilla/5.0")

    # then
    assert _events() == [("message_opened", True)]
    assert Message.objects.get().opened_at is None


@pytest.mark.parametrize("token", ["", "nonsense", "AAAA", "x" * 900, "%00", "%F0%9F%98%80"])
def test_token_that_is_not_ours_gets_the_same_picture(reader, message, token):
    # when
    response = reader.get(f"{BASE}/o/{token}.gif")

    # then
    assert (response.status_code, response.content) == (200, GIF)
    assert _events() == []


def test_token_of_another_link_opens_nothing(reader, links):
    # given
    token = links.unsubscribe.rsplit("/", 1)[1]

    # when
    response = reader.get(f"{BASE}/o/{token}.gif")

    # then
    assert (response.status_code, response.content) == (200, GIF)
    assert _events() == []


def test_message_that_is_gone_gets_the_same_picture(reader, message, links):
    # given
    message.delete()

    # when
    response = reader.get(links.pixel)

    # then
    assert (response.status_code, response.content) == (200, GIF)
    assert _events() == []


def test_picture_comes_even_when_the_open_cannot_be_recorded(reader, links, monkeypatch):
    # given
    def lost(*_args, **_kwargs):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(pipeline, "message_opened", lost)

    # when
    response = reader.get(links.pixel)

    # then
    assert (response.status_code, response.content) == (200, GIF)


def test_other_methods_are_refused(reader, links):
    # when
    response = reader.post(links.pixel)

    # then
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert _events() == []
