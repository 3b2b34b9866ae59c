import pytest

from saleor_automation.contacts.models import Consent
from saleor_automation.messages.models import Message
from saleor_automation.messages.signing import link_signer

from . import builders

SHOW = """query ($token: String!) { automationPreferences(token: $token) {
  maskedEmail languageCode isSubscribed lists { slug state }
} }"""
UPDATE = """mutation ($token: String!, $isSubscribed: Boolean!, $consentText: String) {
  automationPreferencesUpdate(token: $token, isSubscribed: $isSubscribed, consentText: $consentText) {
    preferences { isSubscribed } errors { field message code }
  }
}"""


def _token(message):
    return link_signer().for_message(message.pk).unsubscribe_url.rsplit("/", 1)[1]


@pytest.fixture
def contact():
    contact = builders.contact("ada@example.com", language_code="it")
    builders.consent(contact)
    return contact


@pytest.fixture
def token(contact):
    return _token(builders.message(contact))


def _update(caller, token, **values):
    return caller.ask(UPDATE, {"token": token, **values})["automationPreferencesUpdate"]


def test_holder_of_a_mail_sees_what_its_receiver_agreed_to(anonymous, contact, token):
    # given
    builders.subscription(contact, builders.contact_list())

    # when
    data = anonymous.ask(SHOW, {"token": token})

    # then
    assert data["automationPreferences"] == {
        "maskedEmail": "a•••@example.com",
        "languageCode": "it",
        "isSubscribed": True,
        "lists": [{"slug": "newsletter", "state": "SUBSCRIBED"}],
    }


@pytest.mark.parametrize("spoilt", ["", "none", "AAAA", "é", "x" * 500])
def test_token_that_is_not_ours_shows_nothing(anonymous, token, spoilt):
    # when
    data = anonymous.ask(SHOW, {"token": spoilt})

    # then
    assert data == {"automationPreferences": None}


def test_token_for_another_purpose_shows_nothing(anonymous, token):
    # given
    pixel_url = link_signer().for_message(Message.objects.get().pk).pixel_url

    # when
    data = anonymous.ask(SHOW, {"token": pixel_url.rsplit("/", 1)[1].removesuffix(".gif")})

    # then
    assert data == {"automationPreferences": None}


def test_receiver_leaves_and_comes_back(anonymous, token):
    # when
    left = _update(anonymous, token, isSubscribed=False)
    state_then = Consent.objects.get().state
    back = _update(anonymous, token, isSubscribed=True, consentText="Yes, again.")

    # then
    assert left == {"preferences": {"isSubscribed": False}, "errors": []}
    assert state_then == "unsubscribed"
    assert back == {"preferences": {"isSubscribed": True}, "errors": []}
    consent = Consent.objects.get()
    assert (consent.state, consent.source, consent.proof["text"]) == ("subscribed", "preferences", "Yes, again.")


def test_coming_back_needs_the_words_agreed_to(anonymous, token):
    # given
    _update(anonymous, token, isSubscribed=False)

    # when
    data = _update(anonymous, token, isSubscribed=True)

    # then
    text = "Say which words the person agreed to."
    assert data["errors"] == [{"field": "consentText", "message": text, "code": "REQUIRED"}]
    assert Consent.objects.get().state == "unsubscribed"


@pytest.mark.parametrize("erased", [True, False])
def test_token_that_leads_to_nobody_changes_nothing(anonymous, contact, token, erased):
    # given
    if erased:
        contact.delete()
    used = token if erased else token[:-2] + "AA"

    # when
    data = _update(anonymous, used, isSubscribed=False)

    # then
    text = "This link belongs to no message; use a newer mail."
    assert data == {"preferences": None, "errors": [{"field": "token", "message": text, "code": "NOT_FOUND"}]}
    assert not Consent.objects.filter(state="unsubscribed").exists()
