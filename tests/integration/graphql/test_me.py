from . import builders

ME = """{ automationMe {
  email languageCode isSubscribed consents { transport state source proof } lists { slug name state changedAt }
} }"""


def test_customer_sees_what_they_agreed_to(as_customer, customer):
    # given
    contact = builders.contact(customer.email, user_id=customer.pk, language_code="it")
    builders.consent(contact)
    builders.subscription(contact, builders.contact_list("newsletter", "Newsletter"), "unsubscribed")
    builders.consent(builders.contact("grace@example.com"), source="somebody else's")

    # when
    data = as_customer.ask(ME)

    # then
    assert data["automationMe"] == {
        "email": "ada@example.com",
        "languageCode": "it",
        "isSubscribed": True,
        "consents": [
            {
                "transport": "email",
                "state": "SUBSCRIBED",
                "source": "footer",
                "proof": '{"text": "Yes, write to me."}',
            }
        ],
        "lists": [
            {
                "slug": "newsletter",
                "name": "Newsletter",
                "state": "UNSUBSCRIBED",
                "changedAt": "2026-03-10T12:00:00+00:00",
            }
        ],
    }


def test_customer_nothing_is_known_of_sees_that(as_customer):
    # when
    data = as_customer.ask(ME)

    # then
    assert data["automationMe"] == {
        "email": "ada@example.com",
        "languageCode": "",
        "isSubscribed": False,
        "consents": [],
        "lists": [],
    }


def test_address_of_somebody_else_opens_nothing(as_customer, customer):
    # given
    # registered with this address, but never linked: nobody has shown that it is theirs
    builders.consent(builders.contact(customer.email))

    # when
    data = as_customer.ask(ME)

    # then
    assert data["automationMe"]["consents"] == []


def test_stranger_is_nobody(anonymous):
    # when
    data = anonymous.ask(ME)

    # then
    assert data == {"automationMe": None}


def test_deactivated_customer_sees_nothing(as_customer, customer):
    # given
    builders.consent(builders.contact(customer.email, user_id=customer.pk))
    customer.is_active = False
    customer.save()

    # when
    answer = as_customer.post(ME)

    # then
    assert (answer.get("data") or {}).get("automationMe") is None
