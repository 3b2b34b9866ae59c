import pytest

from saleor_automation.contacts.consent import may_change
from saleor_automation.contacts.models import ConsentState

NONE, PENDING, SUBSCRIBED = ConsentState.NONE, ConsentState.PENDING, ConsentState.SUBSCRIBED
UNSUBSCRIBED, BOUNCED, COMPLAINED = ConsentState.UNSUBSCRIBED, ConsentState.BOUNCED, ConsentState.COMPLAINED

ANYBODY = {
    NONE: {PENDING, SUBSCRIBED, UNSUBSCRIBED, BOUNCED, COMPLAINED},
    PENDING: {SUBSCRIBED, UNSUBSCRIBED, BOUNCED, COMPLAINED},
    SUBSCRIBED: {UNSUBSCRIBED, BOUNCED, COMPLAINED},
    UNSUBSCRIBED: {BOUNCED, COMPLAINED},
    BOUNCED: {UNSUBSCRIBED, COMPLAINED},
    COMPLAINED: set(),
}
THE_PERSON_TOO = {UNSUBSCRIBED: {PENDING, SUBSCRIBED}, BOUNCED: {PENDING, SUBSCRIBED}, COMPLAINED: {PENDING}}


@pytest.mark.parametrize("before", ConsentState)
@pytest.mark.parametrize("after", ConsentState)
def test_word_follows_a_word_by_the_table(before, after):
    by_the_person = ANYBODY[before] | THE_PERSON_TOO.get(before, set())

    assert may_change(before, after, is_explicit=False) is (after in ANYBODY[before])
    assert may_change(before, after, is_explicit=True) is (after in by_the_person)
