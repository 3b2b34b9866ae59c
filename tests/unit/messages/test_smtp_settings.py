import pytest

from saleor_automation.messages.transports import transport_from_url
from saleor_automation.messages.transports.console import ConsoleTransport
from saleor_automation.messages.transports.discard import DiscardTransport
from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import (
    InvalidEmailUrl,
    SmtpSettings,
    smtp_settings_from_url,
)


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        ("smtp://mail.example", SmtpSettings("mail.example", 25)),
        ("smtp://", SmtpSettings("localhost", 25)),
        (
            "smtp://user%40shop.example:p%40ss%2Fw@mail.example:587/?tls=True",
            SmtpSettings("mail.example", 587, "user@shop.example", "p@ss/w", use_tls=True),
        ),
        ("smtp://mail.example/?ssl=1", SmtpSettings("mail.example", 465, use_ssl=True)),
        ("smtp://mail.example:465/?ssl=on&tls=True", SmtpSettings("mail.example", 465, use_ssl=True)),
        ("submission://mail.example", SmtpSettings("mail.example", 587, use_tls=True)),
        ("smtps://mail.example:25", SmtpSettings("mail.example", 25, use_tls=True)),
        ("smtp://[::1]:2525/?tls=False", SmtpSettings("::1", 2525)),
        ("smtp://mail.example/?timeout=5", SmtpSettings("mail.example", 25, timeout_seconds=5)),
    ],
)
def test_url_is_read_as_saleor_reads_it(url, settings):
    assert smtp_settings_from_url(url) == settings


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "EMAIL_URL is no mail server's; write smtp://user:password@host:port/?tls=True."),
        ("memory://", "EMAIL_URL is no mail server's; write smtp://user:password@host:port/?tls=True."),
        ("smtp://u:secret@mail.example:99999", "EMAIL_URL has an impossible port; use a number from 1 to 65535."),
        ("smtp://u:secret@mail.example:0x", "EMAIL_URL has an impossible port; use a number from 1 to 65535."),
        ("smtp://u:secret@[mail", "EMAIL_URL is not a URL; write smtp://user:password@host:port."),
        (
            "smtp://u:secret@mail.example/?tls=perhaps",
            "EMAIL_URL has tls set to something unclear; write tls=True or tls=False.",
        ),
        (
            "smtp://u:secret@mail.example/?timeout=soon",
            "EMAIL_URL has timeout set to no number of seconds; write timeout=30.",
        ),
        (
            "smtp://u:secret@mail.example/?timeout=0",
            "EMAIL_URL has timeout set to no number of seconds; write timeout=30.",
        ),
    ],
)
def test_mistake_is_told_without_the_password(url, message):
    with pytest.raises(InvalidEmailUrl) as caught:
        smtp_settings_from_url(url)

    assert str(caught.value) == message


def test_tls_and_ssl_exclude_each_other():
    with pytest.raises(InvalidEmailUrl, match="EMAIL_URL asks for both TLS and SSL; choose tls=True or ssl=True"):
        SmtpSettings("mail.example", use_tls=True, use_ssl=True)


def test_password_is_not_printed():
    assert "secret" not in repr(SmtpSettings("mail.example", username="u", password="secret"))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("smtp://mail.example", SmtpTransport),
        ("console://", ConsoleTransport),
        ("dummy://", DiscardTransport),
        ("discard://", DiscardTransport),
    ],
)
def test_scheme_chooses_the_transport(url, kind):
    assert type(transport_from_url(url)) is kind
