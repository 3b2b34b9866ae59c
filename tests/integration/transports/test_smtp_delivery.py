"""Delivery to a real server that behaves."""

import pytest

from saleor_automation.messages.transports import Outcome, OutgoingMail

from .scripted_server import told


def test_mails_arrive_as_they_are(serve, inbox, make_transport, make_mail):
    # given
    transport = make_transport(serve())
    mails = [make_mail(1, content="one"), make_mail(2, content=".two\r\n..\r\n.\r\nend"), make_mail(3, content="")]

    # when
    outcomes = transport.deliver(mails)

    # then
    assert outcomes == [Outcome(number, "delivered", "", "250 kept") for number in (1, 2, 3)]
    assert inbox.mails == [("news@shop.example", mail.recipient, mail.mime) for mail in mails]


def test_content_without_line_end_gets_one(serve, inbox, make_transport):
    transport = make_transport(serve())

    transport.deliver([OutgoingMail(1, "news@shop.example", "anna@shop.example", b".dot\r\nend")])

    assert inbox.mails[0][2] == b".dot\r\nend\r\n"


def test_nothing_to_deliver_connects_to_nobody(make_transport):
    assert make_transport(1).deliver([]) == []


def test_connection_is_kept_from_group_to_group(serve, inbox, make_transport, make_mail):
    # given
    transport = make_transport(serve())

    # when
    for first in (1, 4, 7):
        transport.deliver([make_mail(number) for number in range(first, first + 3)])

    # then
    assert len(inbox.mails) == 9
    assert len(inbox.connections) == 1


def test_idle_connection_is_replaced(serve, inbox, make_transport, make_mail):
    # given
    now = [0.0]
    transport = make_transport(serve(), monotonic=lambda: now[0])
    transport.deliver([make_mail(1)])

    # when
    now[0] += 61
    outcomes = transport.deliver([make_mail(2)])

    # then
    assert told(outcomes) == [(2, "delivered", "")]
    assert len(inbox.connections) == 2


def test_closed_transport_can_be_used_again(serve, inbox, make_transport, make_mail):
    transport = make_transport(serve())
    transport.deliver([make_mail(1)])

    transport.close()

    assert told(transport.deliver([make_mail(2)])) == [(2, "delivered", "")]


def test_refused_recipient_leaves_the_others_alone(serve, inbox, make_transport, make_mail):
    # given
    inbox.refused = {
        "anna2@shop.example": "550 5.1.1 <Anna2@shop.example> is unknown here",
        "anna3@shop.example": "450 4.2.1 greylisted",
    }
    transport = make_transport(serve())

    # when
    outcomes = transport.deliver([make_mail(number) for number in range(1, 6)])

    # then
    assert told(outcomes) == [
        (1, "delivered", ""),
        (2, "failed", "recipient_rejected"),
        (3, "deferred", "recipient_deferred"),
        (4, "delivered", ""),
        (5, "delivered", ""),
    ]
    assert outcomes[1].detail == "550 5.1.1 <recipient> is unknown here"
    assert len(inbox.connections) == 1


def test_refusal_at_the_end_of_a_group_does_not_disturb_the_next(serve, inbox, make_transport, make_mail):
    # given
    inbox.refused = {"anna1@shop.example": "550 no"}
    transport = make_transport(serve())

    # when
    first = transport.deliver([make_mail(1)])
    second = transport.deliver([make_mail(2)])

    # then
    assert told(first + second) == [(1, "failed", "recipient_rejected"), (2, "delivered", "")]
    assert len(inbox.connections) == 1


def test_mail_larger_than_the_server_takes_is_not_sent(serve, inbox, make_transport, make_mail):
    # given
    transport = make_transport(serve(data_size_limit=1000))

    # when
    outcomes = transport.deliver([make_mail(1, content="x" * 2000), make_mail(2)])

    # then
    assert told(outcomes) == [(1, "failed", "too_large"), (2, "delivered", "")]
    assert [mail[1] for mail in inbox.mails] == ["anna2@shop.example"]


@pytest.mark.parametrize(
    ("knows_utf8", "expected"), [(True, ("delivered", "")), (False, ("failed", "smtputf8_unavailable"))]
)
def test_international_address_needs_a_server_that_knows_it(
    serve, inbox, make_transport, make_mail, knows_utf8, expected
):
    # given
    transport = make_transport(serve(enable_SMTPUTF8=knows_utf8))

    # when
    outcomes = transport.deliver([make_mail(1, recipient="josé@bücher.example")])

    # then
    assert [(outcome.state, outcome.reason) for outcome in outcomes] == [expected]
    assert [mail[1] for mail in inbox.mails] == (["josé@xn--bcher-kva.example"] if knows_utf8 else [])


def test_international_domain_needs_nothing(serve, inbox, make_transport, make_mail):
    transport = make_transport(serve(enable_SMTPUTF8=False))

    transport.deliver([make_mail(1, recipient="info@bücher.example")])

    assert inbox.mails[0][1] == "info@xn--bcher-kva.example"


@pytest.mark.parametrize("recipient", ["anna", "a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example"])
def test_what_is_no_address_never_reaches_the_server(serve, inbox, make_transport, make_mail, recipient):
    outcomes = make_transport(serve()).deliver([make_mail(1, recipient=recipient)])

    assert told(outcomes) == [(1, "failed", "invalid_address")]
    assert inbox.mails == []


def test_group_that_takes_too_long_begins_no_further_mail(serve, inbox, make_transport, make_mail):
    # given: a clock on which every look takes a second
    seconds = iter(range(10_000))
    transport = make_transport(serve(), monotonic=lambda: next(seconds), deadline_seconds=40, timeout_seconds=500)

    # when
    outcomes = transport.deliver([make_mail(number) for number in range(1, 21)])

    # then
    delivered = [outcome for outcome in outcomes if outcome.state == "delivered"]
    assert 0 < len(delivered) < 20
    assert len(inbox.mails) == len(delivered)
    assert {(outcome.state, outcome.reason) for outcome in outcomes[len(delivered) :]} == {("deferred", "deadline")}


def test_nothing_personal_is_logged(serve, inbox, make_transport, make_mail, caplog):
    # given
    caplog.set_level("DEBUG", logger="saleor_automation")
    inbox.refused = {"anna1@shop.example": "550 anna1@shop.example unknown"}

    # when
    make_transport(serve()).deliver([make_mail(1), make_mail(2)])
    make_transport(1).deliver([make_mail(3)])

    # then
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("saleor_automation")]
    assert ours == [
        "automation: connection to the mail server ended: connection_failed",
        "automation: mail server: connection_failed; mails waiting: 1",
    ]
