from urllib.parse import quote

import pytest
from django.db import OperationalError

from saleor_automation import pipeline
from saleor_automation.events.models import Event
from saleor_automation.messages.models import Message

from .conftest import BASE

URL = "https://shop.example/products/mug?channel=main&utm=1#reviews"


def test_reader_is_led_on_and_the_click_is_recorded(reader, message, links):
    # when
    response = reader.get(links.click(URL))

    # then
    assert (response.status_code, response["Location"]) == (302, URL)
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    event = Event.objects.get()
    assert (event.kind, event.message_id, event.data) == (
        "message_clicked",
        message.pk,
        {"url": URL, "machine": False},
    )
    assert Message.objects.get().clicked_at is not None


def test_address_beyond_ascii_is_led_to(reader, links):
    # when
    response = reader.get(links.click("https://shop.example/caffè?q=perché"))

    # then
    assert response.status_code == 302
    assert response["Location"] == "https://shop.example/caff%C3%A8?q=perch%C3%A9"


@pytest.mark.parametrize("method", ["get", "head"])
def test_scanner_is_led_on_but_counts_for_nobody(reader, links, method):
    # when
    response = getattr(reader, method)(links.click(URL), HTTP_USER_AGENT="python-requests/2.32")

    # then
    assert (response.status_code, response["Location"]) == (302, URL)
    assert Event.objects.get().data["machine"] is True
    assert Message.objects.get().clicked_at is None


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", URL + "x", "https://shop.example@evil.example"],
)  # fmt: skip
def test_token_leads_nowhere_but_to_its_own_address(reader, links, elsewhere):
    # given
    path = links.click(URL).partition("?")[0]

    # when
    response = reader.get(f"{path}?u={quote(elsewhere, safe='')}")

    # then
    assert response.status_code == 404
    assert "Location" not in response
    assert "evil" not in response.content.decode()
    assert Event.objects.count() == 0


def test_broken_link_shows_the_way_to_the_shop(reader, links):
    # when
    response = reader.get(f"{BASE}/c/nonsense?u={URL}", HTTP_ACCEPT_LANGUAGE="de, it-CH;q=0.9, en;q=0.1")

    # then
    page = response.content.decode()
    assert response.status_code == 404
    assert '<html lang="it">' in page
    assert "<h1>Questo link non funziona</h1>" in page
    assert '<a href="https://example.com">' in page


def test_click_on_a_message_that_is_gone_still_leads_on(reader, message, links):
    # given
    path = links.click(URL)
    message.delete()

    # when
    response = reader.get(path)

    # then
    assert (response.status_code, response["Location"]) == (302, URL)
    assert Event.objects.count() == 0


def test_reader_is_led_on_even_when_the_click_cannot_be_recorded(reader, links, monkeypatch):
    # given
    def lost(*_args, **_kwargs):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(pipeline, "message_clicked", lost)

    # when
    response = reader.get(links.click(URL))

    # then
    assert (response.status_code, response["Location"]) == (302, URL)


def test_other_methods_are_refused(reader, links):
    # when
    response = reader.post(links.click(URL))

    # then
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert Event.objects.count() == 0
