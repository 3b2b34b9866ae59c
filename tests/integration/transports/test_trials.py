"""A mail sent to look at it: through the API, over real SMTP."""

import json
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from saleor.account.models import User
from saleor.permission.models import Permission
from saleor.plugins.models import PluginConfiguration

from saleor_automation.core.exceptions import PermanentError
from saleor_automation.core.settings import get_settings
from saleor_automation.messages.mail_server import mail_transport
from saleor_automation.messages.preview import Preview
from saleor_automation.messages.trials import send_trial
from saleor_automation.models import Message
from saleor_automation.shop.configuration import PLUGIN_ID
from tests.factories import NOW, shop_configuration
from tests.integration.graphql.clients import Caller

SEND = """mutation ($input: AutomationMessageSendTestInput!) { automationMessageSendTest(input: $input) {
  sentTo errors { field message code }
} }"""
CONTENT = {
    "en": {
        "subject": "Hello {{ contact.first_name }}",
        "blocks": [{"kind": "text", "html": "<p>How are you?</p>"}, {"kind": "footer"}],
    }
}


@pytest.fixture
def marketer(db):
    user = User.objects.create(email="marketer@example.com", is_active=True, is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="manage_automation"))
    return Caller(user)


@pytest.fixture
def sender(db, settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    values = [{"name": "sender_address", "value": "hello@shop.example"}, {"name": "sender_name", "value": "Lume"}]
    PluginConfiguration.objects.create(identifier=PLUGIN_ID, active=True, configuration=values)


@pytest.fixture
def mail_server(serve, settings):
    settings.AUTOMATION_EMAIL_URL = f"smtp://127.0.0.1:{serve()}/"
    get_settings.cache_clear()
    mail_transport.cache_clear()
    yield
    mail_transport().close()
    get_settings.cache_clear()
    mail_transport.cache_clear()


def send(marketer, content=CONTENT, to="Me@Example.com", **fields):
    values = {"content": json.dumps(content), "to": to, **fields}
    return marketer.ask(SEND, {"input": values})["automationMessageSendTest"]


def test_mail_arrives_marked_as_a_test_and_leaves_no_trace(marketer, sender, mail_server, inbox):
    # when
    answer = send(marketer)

    # then
    assert answer == {"sentTo": "me@example.com", "errors": []}
    ((envelope_from, recipient, raw),) = inbox.mails
    mail = message_from_bytes(raw, policy=policy.default)
    assert (envelope_from, recipient) == ("hello@shop.example", "me@example.com")
    assert (mail["Subject"], mail["From"]) == ("[Test] Hello Anna", "Lume <hello@shop.example>")
    assert "How are you?" in mail.get_body(("plain",)).get_content()
    assert not Message.objects.exists()


def test_refusal_of_the_mail_server_is_told(marketer, sender, mail_server, inbox):
    inbox.refused["me@example.com"] = "550 5.1.1 no such mailbox"
    (error,) = send(marketer)["errors"]
    assert (error["field"], error["code"]) == ("to", "INVALID")
    assert "The mail server did not take the mail" in error["message"]
    assert "no such mailbox" in error["message"]


def test_shop_without_sender_address_is_told_to_fill_it_in(serve, make_transport, inbox):
    configuration = replace(shop_configuration(), sender_address="")
    mail = Preview("Hello", "<p>Hello</p>", "Hello", "en")
    with pytest.raises(PermanentError, match="There is no sender address; fill it in"):
        send_trial(mail, "me@example.com", configuration, make_transport(serve()), NOW)
    assert inbox.mails == []


@pytest.mark.parametrize(
    ("content", "to", "field", "words"),
    [
        (CONTENT, "nobody", "to", "This is not an e-mail address"),
        ({"en": {"subject": "Hello"}}, "me@example.com", "content", "needs either blocks or html"),
        ([], "me@example.com", "content", "The content is no object"),
    ],
)
def test_what_cannot_be_sent_is_refused(marketer, sender, mail_server, inbox, content, to, field, words):
    (error,) = send(marketer, content, to)["errors"]
    assert error["field"] == field
    assert words in error["message"]
    assert inbox.mails == []


def test_template_that_is_not_there_is_refused(marketer, sender, mail_server):
    values = {"templateId": "QXV0b21hdGlvblRlbXBsYXRlOjA=", "to": "me@example.com"}
    (error,) = marketer.ask(SEND, {"input": values})["automationMessageSendTest"]["errors"]
    assert (error["field"], error["code"]) == ("templateId", "NOT_FOUND")
