import re
from html.parser import HTMLParser

import pytest
from django.contrib.sites.models import Site
from django.test import Client
from saleor.plugins.models import PluginConfiguration

from saleor_automation.contacts.models import Consent, Contact
from saleor_automation.events.models import Event
from saleor_automation.messages.models import Message

from ..graphql import builders
from .conftest import BASE


class _Page(HTMLParser):
    def __init__(self, response):
        super().__init__()
        self.tags, self.text = [], response.content.decode()
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def attributes(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]

    @property
    def title(self):
        return re.search(r"<h1>(.*?)</h1>", self.text)[1]


def _state():
    return Consent.objects.values_list("state", "source").get()


def test_looking_shows_one_button_and_changes_nothing(reader, links):
    # when
    response = reader.get(links.unsubscribe)

    # then
    page = _Page(response)
    assert response.status_code == 200
    assert page.title == "Unsubscribe"
    assert "stop writing to a•••@example.com?" in page.text
    assert page.attributes("button") == [{"name": "action", "value": "unsubscribe"}]
    assert page.attributes("form") == [{"method": "post"}]
    assert _state() == ("subscribed", "footer")


def test_scanner_that_looks_changes_nothing(reader, links):
    # when
    response = reader.head(links.unsubscribe)

    # then
    assert response.status_code == 200
    assert _state() == ("subscribed", "footer")


def test_button_unsubscribes_and_takes_back_what_is_queued(reader, contact, links):
    # given
    queued = builders.message(contact, state="queued")

    # when
    response = reader.post(links.unsubscribe, {"action": "unsubscribe"})

    # then
    page = _Page(response)
    assert response.status_code == 200
    assert page.title == "You are unsubscribed"
    assert page.attributes("button") == [{"name": "action", "value": "resubscribe"}]
    assert _state() == ("unsubscribed", "unsubscribe_page")
    queued.refresh_from_db()
    assert (queued.state, queued.reason) == ("skipped", "unsubscribed")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (
            '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
    ],
)
def test_one_click_of_the_mail_client_unsubscribes(links, body, content_type):
    # given
    mail_client = Client(HTTP_USER_AGENT="")

    # when
    response = mail_client.post(links.unsubscribe, body, content_type=content_type)

    # then
    assert response.status_code == 200
    assert _state() == ("unsubscribed", "one_click")


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=b", "multipart/form-data", "text/plain", ""])
def test_body_nobody_can_read_unsubscribes_too(reader, links, content_type):
    # when
    response = reader.generic("POST", links.unsubscribe, b"\xff\xfe nonsense", content_type=content_type)

    # then
    assert response.status_code == 200
    assert _state() == ("unsubscribed", "unsubscribe_page")


def test_saying_it_twice_changes_nothing(reader, links):
    # given
    reader.post(links.unsubscribe, {"action": "unsubscribe"})
    events = list(Event.objects.values("id", "kind"))
    said_at = Consent.objects.get().changed_at

    # when
    response = reader.post(links.unsubscribe, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")

    # then
    assert response.status_code == 200
    assert list(Event.objects.values("id", "kind")) == events
    assert Consent.objects.get().changed_at == said_at


def test_reader_can_come_back(reader, links):
    # given
    reader.post(links.unsubscribe, {"action": "unsubscribe"})

    # when
    again = _Page(reader.get(links.unsubscribe))
    back = _Page(reader.post(links.unsubscribe, {"action": "resubscribe"}))

    # then
    assert again.title == "You are unsubscribed"
    assert back.title == "You are subscribed"
    assert back.attributes("button") == []
    assert _state() == ("subscribed", "unsubscribe_page")
    assert Consent.objects.get().proof["text"] == "Subscribe again"


def test_page_speaks_the_readers_language(reader, contact, links):
    # given
    Contact.objects.update(language_code="it-IT")

    # when
    response = reader.get(links.unsubscribe, HTTP_ACCEPT_LANGUAGE="en")

    # then
    page = _Page(response)
    assert page.attributes("html") == [{"lang": "it"}]
    assert page.title == "Annulla l&#x27;iscrizione"
    assert response["Content-Language"] == "it"


@pytest.mark.parametrize("state", [None, "none", "pending"])
def test_person_who_never_agreed_is_shown_the_way_out_as_well(reader, links, state):
    # given
    if state is None:
        Consent.objects.all().delete()
    else:
        Consent.objects.update(state=state)

    # when
    page = _Page(reader.get(links.unsubscribe))
    reader.post(links.unsubscribe)

    # then
    assert page.title == "Unsubscribe"
    assert _state() == ("unsubscribed", "unsubscribe_page")


@pytest.mark.parametrize("gone", ["contact", "message"])
def test_link_of_somebody_erased_needs_nothing_done(reader, contact, message, links, gone):
    # given
    {"contact": contact, "message": message}[gone].delete()

    # when
    responses = [reader.get(links.unsubscribe), reader.post(links.unsubscribe, {"action": "resubscribe"})]

    # then
    assert [response.status_code for response in responses] == [200, 200]
    assert {_Page(response).title for response in responses} == {"You are unsubscribed"}
    assert not any(_Page(response).attributes("button") for response in responses)
    assert Consent.objects.exclude(state="subscribed").count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["nonsense", "AAAA", "x" * 900])
def test_token_that_is_not_ours_changes_nothing(reader, links, method, token):
    # when
    response = getattr(reader, method)(f"{BASE}/u/{token}")

    # then
    assert response.status_code == 404
    assert _Page(response).title == "This link does not work"
    assert _state() == ("subscribed", "footer")


def test_page_loads_nothing_and_tells_nobody(reader, links):
    # when
    response = reader.get(links.unsubscribe)

    # then
    page = _Page(response)
    (nonce,) = [attrs["nonce"] for attrs in page.attributes("style")]
    assert response["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store, private"
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.tags}
    assert reader.get(links.unsubscribe)["Content-Security-Policy"] != response["Content-Security-Policy"]


def test_name_of_the_shop_is_text_and_not_markup(reader, links):
    # given
    Site.objects.update(name="<script>alert(1)</script>")
    Site.objects.clear_cache()

    # when
    page = _Page(reader.get(links.unsubscribe))

    # then
    assert page.attributes("script") == []
    assert "&lt;script&gt;" in page.text


def test_other_methods_are_refused(reader, links):
    # when
    response = reader.delete(links.unsubscribe)

    # then
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert Message.objects.count() == 1


def test_way_out_stays_open_when_the_plugin_is_switched_off(reader, links):
    # given
    PluginConfiguration.objects.create(
        identifier="saleor.automation", name="Marketing automation", active=False, configuration=[]
    )

    # when
    response = reader.post(links.unsubscribe, {"action": "unsubscribe"})
    other = reader.get(f"{BASE}/health")

    # then
    assert (response.status_code, other.status_code) == (200, 404)
    assert _state() == ("unsubscribed", "unsubscribe_page")
