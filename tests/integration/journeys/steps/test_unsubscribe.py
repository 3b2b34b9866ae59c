import pytest

from saleor_automation.contacts.lists import ListWord, change_subscriptions
from saleor_automation.journeys import engine
from saleor_automation.models import Consent, ContactList, ListSubscription
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    contact = ContactFactory()
    lists = [ContactList.objects.create(slug=slug, name=slug, created_at=NOW) for slug in ("leads", "news", "other")]
    before = NOW.replace(year=2025)
    change_subscriptions(lists[:2], [contact.pk], ListWord("subscribed", "footer", before), before)
    return contact


def states():
    return dict(ListSubscription.objects.values_list("list__slug", "state"))


def test_one_list_is_left_and_the_consent_stays(reader):
    # given
    enrolled(running_journey({"id": "off", "kind": "unsubscribe", "list": "leads"}), [reader])

    # when
    engine.advance(NOW, 100)

    # then
    assert states() == {"leads": "unsubscribed", "news": "subscribed"}
    assert Consent.objects.get().state == "subscribed"


def test_without_a_list_the_consent_ends_and_every_list_the_person_is_on_is_left(reader):
    # given
    enrolled(running_journey({"id": "off", "kind": "unsubscribe"}, slug="sleepers"), [reader])

    # when
    engine.advance(NOW, 100)

    # then
    consent = Consent.objects.get()
    assert (consent.state, consent.source) == ("unsubscribed", "journey:sleepers")
    assert states() == {"leads": "unsubscribed", "news": "unsubscribed"}
