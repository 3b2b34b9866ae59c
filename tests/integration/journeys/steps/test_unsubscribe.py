import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import Consent
from tests.factories import NOW, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db


def test_consent_of_the_person_ends_with_the_journey_as_its_source():
    # given
    taken_off, other = ContactFactory(), ContactFactory()
    enrolled(running_journey({"id": "off", "kind": "unsubscribe"}, slug="win-back"), [taken_off])

    # when
    engine.advance(NOW, 100)

    # then
    consent = Consent.objects.get(contact=taken_off)
    assert (consent.state, consent.source, consent.changed_at) == ("unsubscribed", "journey:win-back", NOW)
    assert Consent.objects.get(contact=other).state == "subscribed"
