import pytest

from saleor_automation.contacts.models import Consent, Contact, ListSubscription, Visitor
from saleor_automation.core.settings import get_settings

from . import builders

SUBSCRIBE = """mutation ($email: String!, $language: String, $lists: [String!], $source: String!,
    $consentText: String!, $visitorId: UUID) {
  automationSubscribe(email: $email, language: $language, lists: $lists, source: $source, consentText: $consentText,
      visitorId: $visitorId) { errors { field message code } }
}"""
WORDS = "Yes, send me offers."


def _subscribe(caller, email="ada@example.com", source="footer", consent_text=WORDS, headers=None, **values):
    variables = {"email": email, "source": source, "consentText": consent_text, **values}
    return caller.ask(SUBSCRIBE, variables, **(headers or {}))["automationSubscribe"]["errors"]


def test_consent_is_written_down_with_its_proof(anonymous):
    # given
    builders.contact_list("newsletter")

    # when
    errors = _subscribe(anonymous, " Ada@Example.com ", language="it", lists=["newsletter"])

    # then
    assert errors == []
    contact = Contact.objects.get()
    assert (contact.email, contact.language_code) == ("ada@example.com", "it")
    consent = Consent.objects.get()
    assert (consent.state, consent.source, consent.transport) == ("subscribed", "footer", "email")
    assert consent.proof == {"text": WORDS, "language": "it"}
    assert ListSubscription.objects.get().list.slug == "newsletter"


def test_browser_that_was_seen_before_becomes_the_contacts(anonymous):
    # given
    visitor_id = "5c0ad4a2-77b0-5e0e-9d52-6e8c9b1f3a10"
    Visitor.objects.create(id=visitor_id, first_seen_at=builders.NOON, last_seen_at=builders.NOON)

    # when
    _subscribe(anonymous, visitorId=visitor_id)

    # then
    assert Visitor.objects.get().contact_id == Contact.objects.get().pk


@pytest.mark.parametrize("state", [None, "subscribed", "unsubscribed", "bounced", "complained"])
def test_answer_does_not_tell_whether_the_address_is_known(anonymous, state):
    # given
    if state:
        builders.consent(builders.contact("ada@example.com"), state)

    # when
    answer = anonymous.post(SUBSCRIBE, {"email": "ada@example.com", "source": "footer", "consentText": WORDS})

    # then
    answer.pop("extensions", None)
    assert answer == {"data": {"automationSubscribe": {"errors": []}}}


@pytest.mark.parametrize(
    ("values", "field", "code", "text"),
    [
        (
            {"email": "ada"},
            "email",
            "INVALID",
            "This is not an e-mail address: An email address must have an @-sign.",
        ),
        (
            {"email": "a@b.co\nBcc: x@y.z"},
            "email",
            "INVALID",
            "This is not an e-mail address: "
            "The part after the @-sign contains invalid characters: ':', '@', SPACE, U+000A.",
        ),
        (
            {"email": "a" * 60 + "@" + "b." * 100 + "com"},
            "email",
            "INVALID",
            "An e-mail address has at most 254 characters.",
        ),
        ({"consent_text": "  "}, "consentText", "REQUIRED", "Say which words the person agreed to."),
        (
            {"consent_text": "x" * 2001},
            "consentText",
            "INVALID",
            "The text has 2001 characters; use at most 2000.",
        ),
        (
            {"language": "Italian!"},
            "language",
            "INVALID",
            "'italian!' is no language code; use one such as 'en' or 'pt-br'.",
        ),
        (
            {"source": "the footer"},
            "source",
            "INVALID",
            "'the footer' is no source; use 1 to 50 lower case letters, digits, '_', '.' and '-'.",
        ),
        ({"lists": ["none"]}, "lists", "NOT_FOUND", "There is no list 'none'; create it or leave it out."),
        ({"lists": [str(n) for n in range(21)]}, "lists", "INVALID", "Join at most 20 lists at once."),
    ],
)
def test_wrong_input_is_refused_and_nothing_is_written(anonymous, values, field, code, text):
    # when
    errors = _subscribe(anonymous, **values)

    # then
    assert errors == [{"field": field, "message": text, "code": code}]
    assert (Contact.objects.count(), Consent.objects.count()) == (0, 0)


def test_one_mailbox_cannot_be_signed_up_again_and_again_from_many_places(anonymous):
    # given
    limit = get_settings().subscribe_rate_per_email
    for number in range(limit):
        assert _subscribe(anonymous, headers={"REMOTE_ADDR": f"203.0.113.{number}"}) == []

    # when
    refused = _subscribe(anonymous, " ADA@example.com", headers={"REMOTE_ADDR": "203.0.113.200"})
    other = _subscribe(anonymous, "grace@example.com", headers={"REMOTE_ADDR": "203.0.113.200"})

    # then
    text = "Too many sign-ups in one hour; try again later."
    assert refused == [{"field": "email", "message": text, "code": "RATE_LIMITED"}]
    assert other == []


def test_one_place_cannot_sign_up_many_mailboxes(anonymous):
    # given
    limit = get_settings().subscribe_rate_per_hour
    headers = {"REMOTE_ADDR": "203.0.113.1"}
    for number in range(limit):
        assert _subscribe(anonymous, f"person-{number}@example.com", headers=headers) == []

    # when
    refused = _subscribe(anonymous, headers=headers)
    spoofed = _subscribe(anonymous, headers={**headers, "HTTP_X_FORWARDED_FOR": "198.51.100.7"})

    # then
    assert [error["code"] for error in refused + spoofed] == ["RATE_LIMITED", "RATE_LIMITED"]
    assert not Contact.objects.filter(email="ada@example.com").exists()
