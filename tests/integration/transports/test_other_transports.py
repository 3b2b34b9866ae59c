import io

from saleor_automation.messages.transports import TRANSPORTS, Outcome
from saleor_automation.messages.transports.console import ConsoleTransport
from saleor_automation.messages.transports.discard import DiscardTransport


def test_console_prints_mails(make_mail):
    # given
    stream = io.StringIO()

    # when
    outcomes = ConsoleTransport(stream).deliver([make_mail(1), make_mail(2)])

    # then
    assert outcomes == [Outcome(1, "delivered"), Outcome(2, "delivered")]
    assert stream.getvalue() == "".join(f"Subject: {number}\r\n\r\nHello\r\n\n{'-' * 76}\n" for number in (1, 2))


def test_discard_accepts_everything(make_mail):
    assert DiscardTransport().deliver([make_mail(1)]) == [Outcome(1, "delivered")]


def test_transports_are_registered_by_kind():
    assert {kind: transport.kind for kind, transport in TRANSPORTS.items()} == {
        "smtp": "smtp",
        "console": "console",
        "discard": "discard",
    }
