import re

import pytest

from saleor_automation.audience import subscribe
from saleor_automation.contacts.models import Consent, ContactList, ListSubscription
from saleor_automation.core.clock import utc_now
from saleor_automation.messages.models import Message
from saleor_automation.messages.signing import link_signer

from ..graphql import builders
from .conftest import BASE, _path


@pytest.fixture
def path():
    """The path of the link in a mail that asks to confirm the newsletter."""
    ContactList.objects.create(slug="news", name="News", is_double_opt_in=True, created_at=builders.NOON)
    subscribe("ada@example.com", utc_now(), source="footer", consent_text="Yes.", slugs=["news"])
    return _path(link_signer().confirm_url(Message.objects.get().pk))


def title(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


@pytest.mark.parametrize("method", ["get", "head"])
def test_scanner_that_follows_the_link_confirms_nothing(reader, path, method):
    # when
    response = getattr(reader, method)(path)

    # then
    assert response.status_code == 200
    assert Consent.objects.get().state == "pending"


def test_button_confirms_and_pressing_it_again_changes_nothing(reader, path):
    # when
    shown = reader.get(path)
    pressed = [reader.post(path, {"action": "confirm"}) for _ in range(2)]

    # then
    assert title(shown) == "Confirm your subscription"
    assert [title(response) for response in pressed] == ["You are subscribed"] * 2
    assert ListSubscription.objects.get().state == Consent.objects.get().state == "subscribed"


def test_expired_link_says_so_and_confirms_nothing(reader, path):
    # given
    message = Message.objects.get()
    message.context["until"] = builders.NOON.isoformat()
    message.save()

    # when
    response = reader.post(path)

    # then
    assert (response.status_code, title(response)) == (410, "This link has expired")
    assert Consent.objects.get().state == "pending"


def test_token_for_another_purpose_leads_nowhere(reader, path):
    # given
    token = link_signer().unsubscribe_url(Message.objects.get().pk).rpartition("/")[2]

    # when
    response = reader.post(f"{BASE}/confirm/{token}")

    # then
    assert response.status_code == 404
    assert Consent.objects.get().state == "pending"


def test_reader_chooses_lists_and_leaves_altogether(reader, contact, message):
    # given
    for slug in ("news", "offers"):
        builders.contact_list(slug, slug.title())
    hidden = builders.contact_list("vip", "VIP")
    ContactList.objects.filter(pk=hidden.pk).update(is_public=False)
    path = _path(link_signer().preferences_url(message.pk))

    # when
    shown = reader.get(path).content.decode()
    reader.post(path, {"action": "save", "list-news": "on", "list-vip": "on"})
    chosen = dict(ListSubscription.objects.values_list("list__slug", "state"))
    reader.post(path, {"action": "leave"})

    # then
    assert "News" in shown
    assert "VIP" not in shown
    assert chosen == {"news": "subscribed"}
    assert Consent.objects.get().state == "unsubscribed"
    assert not ListSubscription.objects.filter(state="subscribed").exists()
