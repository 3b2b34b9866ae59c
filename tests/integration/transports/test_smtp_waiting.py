"""Servers that are not there, do not speak SMTP, or keep us waiting."""

import socket
import threading
from contextlib import suppress

import pytest

from .scripted_server import PATIENCE_SECONDS, PIPELINING, Peer, ScriptedServer, envelope, told


def test_server_that_closes_at_once_is_asked_once_per_group(make_transport, make_mail):
    def script(peer: Peer):
        peer.say("421 too busy")

    with ScriptedServer(script) as server:
        outcomes = make_transport(server.port).deliver([make_mail(1), make_mail(2)])

    assert told(outcomes) == [(1, "deferred", "server_closing"), (2, "deferred", "server_closing")]


@pytest.mark.parametrize(
    ("greeting", "reason"),
    [
        ("554 not you", "server_unavailable"),
        ("HTTP/1.1 400 Bad Request", "protocol_error"),
        ("220" + "-x\r\n220" * 300 + " x", "protocol_error"),
        ("220 " + "x" * 20_000, "protocol_error"),
    ],
)
def test_strange_greeting_defers_everything(make_transport, make_mail, greeting, reason):
    def script(peer: Peer):
        peer.say(greeting)
        # the client may leave before it has read everything
        with suppress(ConnectionError):
            peer.hear_nothing_more()

    with ScriptedServer(script) as server:
        outcomes = make_transport(server.port).deliver([make_mail(1), make_mail(2)])

    assert told(outcomes) == [(1, "deferred", reason), (2, "deferred", reason)]


def test_nobody_listening_defers_everything(make_transport, make_mail):
    # given
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    # when
    outcomes = make_transport(port).deliver([make_mail(1), make_mail(2)])

    # then
    assert told(outcomes) == [(1, "deferred", "connection_failed"), (2, "deferred", "connection_failed")]
    assert outcomes[0].detail == "Connection refused"


def test_stalling_before_the_content_defers_and_is_not_tried_again(make_transport, make_mail):
    # given: a second connection would find no script
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.accept("anna1@shop.example")
        peer.hear(*envelope(2))
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port, timeout_seconds=0.3)
        outcomes = transport.deliver([make_mail(1), make_mail(2), make_mail(3)])

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "deferred", "timeout"), (3, "deferred", "timeout")]


def test_stalling_after_the_final_dot_leaves_the_mail_unknown(make_transport, make_mail):
    # given
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        peer.say("250 a", "250 b", "354 c")
        peer.hear_content()
        peer.hear(*envelope(2))
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port, final_timeout_seconds=0.3)
        outcomes = transport.deliver([make_mail(1), make_mail(2)])

    # then
    assert told(outcomes) == [(1, "unknown", "timeout"), (2, "deferred", "timeout")]


def test_stalling_while_the_content_is_sent_defers_the_mail(make_transport, make_mail):
    # given: a server that stops reading
    is_over = threading.Event()

    def script(peer: Peer):
        peer.greet("PIPELINING")
        peer.hear(*envelope(1))
        peer.say("250 a", "250 b", "354 c")
        peer.hear_part_of_content(1000)
        assert is_over.wait(PATIENCE_SECONDS)

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port, timeout_seconds=0.3)
        outcomes = transport.deliver([make_mail(1, content="x\r\n" * 10_000_000), make_mail(2)])
        is_over.set()

    # then
    assert told(outcomes) == [(1, "deferred", "timeout"), (2, "deferred", "timeout")]


def test_trickling_reply_does_not_extend_the_wait(make_transport, make_mail):
    # given: a clock that moves a second at every look, and a reply that never ends
    seconds = iter(range(10_000))

    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        with pytest.raises(OSError, match=r"reset|Broken"):
            while True:
                peer.say("250-and")

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(
            server.port, monotonic=lambda: next(seconds), timeout_seconds=20, deadline_seconds=5000
        )
        outcomes = transport.deliver([make_mail(1)])

    # then
    assert outcomes[0].state == "deferred"
    assert outcomes[0].reason in ("timeout", "protocol_error")


def test_slow_reply_in_many_lines_is_read_to_its_end(make_transport, make_mail):
    # given
    def script(peer: Peer):
        peer.say_slowly("220-hello\r\n220-this is\r\n220 a slow server\r\n")
        peer.hear("EHLO")
        peer.say_slowly("250-slow\r\n250-PIPELINING\r\n250-size\t1000000\r\n250 HELP\r\n".replace("\t", " "))
        peer.hear(*envelope(1))
        peer.say_slowly("250-sender\r\n250 fine\r\n250 b\r\n354-go\r\n354 on\r\n")
        peer.hear_content()
        peer.say_slowly("250-kept\r\n250 for good\r\n")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "delivered", "")]
    assert outcomes[0].detail == "250 kept for good"
