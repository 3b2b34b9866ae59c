import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from saleor_automation.contacts.models import Visitor
from saleor_automation.events.models import Event
from saleor_automation.tracking.arrival import with_arrival

from . import builders

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
VISITOR = "5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10"
IDENTIFY = """mutation ($visitor: UUID!, $token: String) { automationIdentify(visitorId: $visitor, token: $token) {
  errors { field message code } } }"""
FORGET = "mutation ($visitor: UUID!) { automationVisitorForget(visitorId: $visitor) { errors { code } } }"
SHOP = "https://shop.example"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


def _identify(caller, token=None):
    return caller.ask(IDENTIFY, {"visitor": VISITOR, "token": token})["automationIdentify"]["errors"]


def _token(message):
    url = with_arrival(f"{SHOP}/cart/?code=TEN#pay", SHOP, message.pk)
    assert url.startswith(f"{SHOP}/cart/?code=TEN&automation=") and url.endswith("#pay")
    return parse_qs(urlsplit(url).query)["automation"][0]


def _names():
    return list(Visitor.objects.values_list("contact_id", "is_proven"))


def test_reader_of_a_mail_is_known_in_the_storefront(anonymous):
    # given
    contact = builders.contact("ada@example.com")
    token = _token(builders.message(contact))

    # when
    errors = _identify(anonymous, token)

    # then
    assert errors == []
    assert _names() == [(contact.pk, True)]


def test_customer_who_logged_in_is_known(as_customer):
    # given
    contact = builders.contact("ada@example.com", user_id=as_customer.user.pk)

    # when
    errors = _identify(as_customer)

    # then
    assert (errors, _names()) == ([], [(contact.pk, True)])


@pytest.mark.parametrize("age", [timedelta(minutes=15, seconds=1), timedelta(days=1)])
def test_token_is_good_for_a_quarter_of_an_hour(anonymous, age):
    # given
    token = _token(builders.message(builders.contact("ada@example.com")))

    # when
    with time_machine.travel(NOW + age, tick=False):
        (error,) = _identify(anonymous, token)

    # then
    assert error == {
        "field": "token",
        "code": "INVALID",
        "message": "This link is not from a mail, or it was followed too long ago.",
    }
    assert _names() == []


@pytest.mark.parametrize("token", ["1", "MQ:1", "MQ:1abc:zzz", "x" * 5000])
def test_token_nobody_made_is_refused(anonymous, token):
    (error,) = _identify(anonymous, token)

    assert (error["code"], _names()) == ("INVALID", [])


def test_call_that_names_nobody_is_refused(anonymous):
    assert _identify(anonymous) == [
        {"field": "token", "code": "REQUIRED", "message": "Log the customer in, or give the token of a mail."}
    ]


def test_address_of_another_site_gets_no_token():
    for url in ("https://elsewhere.example/", "http://shop.example/", "https://shop.example.evil.example/"):
        assert with_arrival(url, SHOP, 1) == url


def test_visitor_is_forgotten_with_everything_nobody_claimed(anonymous):
    # given
    Visitor.objects.create(id=VISITOR, first_seen_at=NOW, last_seen_at=NOW)
    other = uuid.uuid4()
    for visitor_id, contact_id in ((VISITOR, None), (VISITOR, 7), (other, None)):
        Event.objects.create(
            kind="page_viewed", key=uuid.uuid4().hex, occurred_at=NOW, recorded_at=NOW, processed_at=NOW,
            visitor_id=visitor_id, contact_id=contact_id,
        )  # fmt: skip

    # when
    data = anonymous.ask(FORGET, {"visitor": VISITOR})

    # then
    assert data == {"automationVisitorForget": {"errors": []}}
    assert not Visitor.objects.exists()
    assert set(Event.objects.values_list("visitor_id", "contact_id")) == {(uuid.UUID(VISITOR), 7), (other, None)}
