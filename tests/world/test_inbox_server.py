import signal
import smtplib
import socket
import subprocess
import sys
from email.message import EmailMessage

import pytest

from world.inbox import faults
from world.inbox.server import InboxServer
from world.inbox.store import MailStore
from world.places import PROJECT

BODY = b"From: shop@example.com\r\nMessage-ID: <1@shop>\r\nSubject: Hello\r\n\r\n.dot\r\nText\r\n"


@pytest.fixture
def server():
    with InboxServer() as server:
        yield server


@pytest.fixture
def client(server):
    with smtplib.SMTP(server.host, server.port, timeout=10) as client:
        client.ehlo()
        yield client


@pytest.fixture
def wire(server):
    """A bare connection, for what smtplib never does."""
    connection = socket.create_connection((server.host, server.port), timeout=10)
    with connection, connection.makefile("rwb", buffering=0) as lines:
        assert lines.readline().startswith(b"220 localhost")
        lines.write(b"EHLO client\r\n")
        while lines.readline()[3:4] == b"-":
            pass
        yield lines


def test_extensions_are_announced(client):
    assert set(client.esmtp_features) == {"pipelining", "8bitmime", "smtputf8", "size", "help"}


def test_mail_arrives_with_its_envelope_and_exact_bytes(server, client):
    # when
    client.sendmail("bounce@shop.example", ["a@example.com", "b@example.com"], BODY)

    # then
    [mail] = server.messages
    assert (mail.sender, mail.recipients) == ("bounce@shop.example", ("a@example.com", "b@example.com"))
    assert mail.content == BODY
    assert mail.message_id == "<1@shop>"


def test_mail_in_other_alphabets_arrives(server, client):
    # given
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@example.com", "ünal@exämple.com", "Grüße"
    message.set_content("Schöne Grüße")

    # when
    client.send_message(message)

    # then
    [mail] = server.messages
    assert mail.recipients == ("ünal@exämple.com",)
    assert "Grüße".encode() in mail.content


def test_commands_sent_at_once_are_answered_in_order(server, wire):
    # given
    one_mail = b"MAIL FROM:<shop@example.com>\r\nRCPT TO:<%b@example.com>\r\nDATA\r\n"

    # when
    wire.write(one_mail % b"a")
    first = [wire.readline()[:3] for _ in range(3)]
    wire.write(b"Subject: 1\r\n\r\none\r\n.\r\n" + one_mail % b"b")
    second = [wire.readline()[:3] for _ in range(4)]
    wire.write(b"Subject: 2\r\n\r\ntwo\r\n.\r\nRSET\r\nQUIT\r\n")
    third = [wire.readline()[:3] for _ in range(3)]

    # then
    assert first == [b"250", b"250", b"354"]
    assert second == [b"250", b"250", b"250", b"354"]
    assert third == [b"250", b"250", b"221"]
    assert [mail.recipients for mail in server.messages] == [("a@example.com",), ("b@example.com",)]


def test_data_sent_along_with_a_refused_recipient_is_refused(server, wire):
    # given
    server.faults.append(faults.refuse_recipient("gone@example.com"))

    # when
    wire.write(b"MAIL FROM:<shop@example.com>\r\nRCPT TO:<Gone@example.com>\r\nDATA\r\nRSET\r\n")
    replies = [wire.readline() for _ in range(4)]

    # then
    assert [reply[:3] for reply in replies] == [b"250", b"550", b"503", b"250"]
    assert server.messages == []


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        (faults.refuse_recipient("a@example.com"), smtplib.SMTPRecipientsRefused, 550),
        (faults.greylisting(), smtplib.SMTPRecipientsRefused, 450),
        (faults.temporary_failure(), smtplib.SMTPDataError, 451),
        (faults.refuse_message(), smtplib.SMTPDataError, 554),
    ],
)
def test_refused_mail_is_not_kept(server, client, fault, error, code):
    # given
    server.faults.append(fault)

    # when
    with pytest.raises(error) as refused:
        client.sendmail("shop@example.com", ["a@example.com"], BODY)

    # then
    replies = getattr(refused.value, "recipients", {}).values() or [(refused.value.smtp_code, b"")]
    assert [reply[0] for reply in replies] == [code]
    assert server.messages == []


@pytest.mark.parametrize(("fault", "kept"), [(faults.drop_mid_message(), 0), (faults.drop_before_reply(), 1)])
def test_dropped_connection_leaves_the_client_without_a_reply(server, client, fault, kept):
    # given
    server.faults.append(fault)

    # when
    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.sendmail("shop@example.com", ["a@example.com"], BODY)

    # then
    assert len(server.messages) == kept


@pytest.mark.parametrize(("fault", "kept"), [(faults.stall(), 0), (faults.stall_after_keeping(), 1)])
def test_stalling_server_stays_silent(server, client, fault, kept):
    # given
    server.faults.append(fault)
    client.sock.settimeout(0.2)

    # when
    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        client.sendmail("shop@example.com", ["a@example.com"], BODY)

    # then
    assert len(server.messages) == kept


def test_client_shut_out_at_the_door_can_come_back(server):
    # given
    server.faults.append(faults.shut_out())

    # when
    with smtplib.SMTP(server.host, server.port, timeout=10) as turned_away:
        answer = turned_away.ehlo()[0]
    with smtplib.SMTP(server.host, server.port, timeout=10) as client:
        client.sendmail("shop@example.com", ["a@example.com"], BODY)

    # then
    assert answer == 421
    assert len(server.messages) == 1


def test_fault_strikes_as_often_as_told(server, client):
    # given
    server.faults.append(faults.temporary_failure(times=2))

    # when
    refusals = 0
    for _ in range(3):
        try:
            client.sendmail("shop@example.com", ["a@example.com"], BODY)
        except smtplib.SMTPDataError:
            refusals += 1

    # then
    assert (refusals, len(server.messages)) == (2, 1)


def test_full_disk_asks_to_try_again():
    # given
    def keep(mail):
        raise OSError(28, "No space left on device")

    # when
    with (
        InboxServer(keep=keep) as server,
        smtplib.SMTP(server.host, server.port, timeout=10) as client,
        pytest.raises(smtplib.SMTPDataError) as refused,
    ):
        client.sendmail("shop@example.com", ["a@example.com"], BODY)

    # then
    assert refused.value.smtp_code == 451


def test_stopping_closes_open_connections(server, client):
    # when
    server.stop()

    # then
    with pytest.raises(smtplib.SMTPServerDisconnected):
        client.noop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((server.host, server.port), timeout=10)


def test_process_keeps_mails_as_files_until_it_is_told_to_end(tmp_path):
    # given
    process = subprocess.Popen(
        [sys.executable, "-m", "world.inbox", "--port", "0", "--folder", str(tmp_path / "mails")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT / "sandbox",
    )
    port = int(process.stdout.readline().split(",")[0].rsplit(":", 1)[1])

    # when
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.sendmail("shop@example.com", ["a@example.com"], BODY)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    # then
    assert process.returncode == 0
    assert [(mail.recipients, mail.content) for mail in MailStore(tmp_path / "mails").mails()] == [
        (("a@example.com",), BODY)
    ]
