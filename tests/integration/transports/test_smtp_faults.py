"""Faults at every moment of the dialogue, played to the letter by a scripted server.

What must be told apart: certainly not accepted (deferred), refused (failed), and handed over without an answer
(unknown), which nobody may repeat.
"""

import pytest

from .scripted_server import PIPELINING, Peer, ScriptedServer, envelope, told


def test_next_envelope_travels_with_the_content(make_transport, make_mail):
    # given: a server that answers a mail only when it has read the next envelope
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        peer.say("250 a", "250 b", "354 c")
        assert peer.hear_content() == b"Subject: 1\r\n\r\n..dot"
        peer.hear(*envelope(2))
        peer.say("250 one kept", "250 a", "250 b", "354 c")
        peer.hear_content()
        peer.say("250 two kept")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1, content=".dot"), make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "delivered", "")]
    assert outcomes[0].detail == "250 one kept"


def test_server_without_pipelining_gets_one_command_at_a_time(make_transport, make_mail):
    # given
    def hears_only(peer: Peer, command: str, reply: str):
        peer.hear(command)
        assert peer._buffer == b""
        peer.say(reply)

    def script(peer: Peer):
        peer.greet("SIZE 1000000")
        for number in (1, 2, 3):
            if number == 3:
                hears_only(peer, "RSET", "250 forgotten")
            hears_only(peer, "MAIL FROM:<news@shop.example> SIZE=", "250 a")
            hears_only(peer, f"RCPT TO:<anna{number}@shop.example>", "550 b" if number == 2 else "250 b")
            if number != 2:
                hears_only(peer, "DATA", "354 c")
                peer.hear_content()
                peer.say("250 kept")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2), make_mail(3)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "failed", "recipient_rejected"), (3, "delivered", "")]


def test_server_that_knows_no_ehlo_is_greeted_the_old_way(make_transport, make_mail):
    def script(peer: Peer):
        peer.say("220 old")
        peer.hear("EHLO shop.example")
        peer.say("500 what?")
        peer.hear("HELO shop.example")
        peer.say("250 hello")
        for command, reply in zip(envelope(1), ("250 a", "250 b", "354 c"), strict=True):
            peer.hear(command)
            peer.say(reply)
        peer.hear_content()
        peer.say("250 kept")
        peer.hear_nothing_more()

    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        assert told(transport.deliver([make_mail(1)])) == [(1, "delivered", "")]
        transport.close()


def test_content_for_nobody_is_ended_with_an_empty_mail(make_transport, make_mail):
    # given: a server that says 354 although it has refused the only recipient (RFC 2920, 3.1)
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        peer.say("250 a", "550 no such user", "354 go on")
        assert peer.hear_content() == b""
        peer.hear("RSET", *envelope(2))
        peer.say("554 no valid recipients", "250 reset", "250 a", "250 b", "354 c")
        assert peer.hear_content() == b"Subject: 2\r\n\r\nHello"
        peer.say("250 kept")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "failed", "recipient_rejected"), (2, "delivered", "")]


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        (("550 no", "503 no", "503 no"), ("failed", "sender_rejected")),
        (("451 later", "503 no", "503 no"), ("deferred", "sender_deferred")),
        (("530 log in first", "503 no", "503 no"), ("deferred", "authentication_failed")),
        (("552 too big", "503 no", "503 no"), ("failed", "too_large")),
        (("250 a", "550 no", "503 no"), ("failed", "recipient_rejected")),
        (("250 a", "452 mailbox full", "554 no"), ("deferred", "recipient_deferred")),
        (("250 a", "250 b", "451 later"), ("deferred", "content_deferred")),
        (("250 a", "250 b", "554 no"), ("failed", "content_rejected")),
        (("250 a", "250 b", "250 what"), ("deferred", "protocol_error")),
    ],
)
def test_refused_envelope_is_told_by_its_first_refusal(make_transport, make_mail, replies, expected):
    # given
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        peer.say(*replies)
        peer.hear("RSET")
        peer.say("250 reset")
        assert peer.accept("anna2@shop.example")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, *expected), (2, "delivered", "")]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("554 looks like spam", ("failed", "content_rejected")),
        ("552 too big", ("failed", "too_large")),
        ("451 disk full", ("deferred", "content_deferred")),
    ],
)
def test_refused_content(make_transport, make_mail, reply, expected):
    # given
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        peer.say("250 a", "250 b", "354 c")
        peer.hear_content()
        peer.say(reply)
        assert peer.accept("anna2@shop.example")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, *expected), (2, "delivered", "")]
    assert outcomes[0].detail == reply


@pytest.mark.parametrize("end", ["close", "reset"])
def test_connection_lost_after_the_final_dot_leaves_the_mail_unknown(make_transport, make_mail, end):
    # given
    def loses_it(peer: Peer):
        peer.greet(*PIPELINING)
        peer.accept("anna1@shop.example")
        peer.hear(*envelope(2))
        peer.say("250 a", "250 b", "354 c")
        peer.hear_content()
        peer.hear(*envelope(3))
        getattr(peer, end)()

    def takes_the_rest(peer: Peer):
        peer.greet(*PIPELINING)
        peer.accept("anna3@shop.example")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(loses_it, takes_the_rest) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2), make_mail(3)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "unknown", "connection_lost"), (3, "delivered", "")]


def test_connection_lost_before_the_final_dot_has_left_defers_the_mail(make_transport, make_mail):
    # given: more content than the system buffers, of which the server reads only the beginning
    def loses_it(peer: Peer):
        peer.greet("PIPELINING")
        peer.hear(*envelope(1))
        peer.say("250 a", "250 b", "354 c")
        peer.hear_part_of_content(1000)
        peer.reset()

    def takes_the_rest(peer: Peer):
        peer.greet(*PIPELINING)
        peer.accept("anna2@shop.example")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(loses_it, takes_the_rest) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1, content="x\r\n" * 10_000_000), make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "deferred", "connection_lost"), (2, "delivered", "")]


def test_connection_lost_before_the_content_is_made_anew(make_transport, make_mail):
    # given
    def leaves_after_one(peer: Peer):
        peer.greet(*PIPELINING)
        peer.accept("anna1@shop.example")
        peer.hear(*envelope(2))

    def takes_the_rest(peer: Peer):
        peer.greet(*PIPELINING)
        peer.accept("anna2@shop.example")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(leaves_after_one, takes_the_rest) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "delivered", "")]


def test_kept_connection_that_the_server_has_closed_costs_nothing(make_transport, make_mail):
    # given
    def one_mail(number):
        def script(peer: Peer):
            peer.greet(*PIPELINING)
            peer.accept(f"anna{number}@shop.example")

        return script

    # when
    with ScriptedServer(one_mail(1), one_mail(2)) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1)]) + transport.deliver([make_mail(2)])
        transport.close()

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "delivered", "")]


def test_421_between_mails_opens_a_new_connection(make_transport, make_mail):
    # given: a server that takes one mail per connection
    def one_mail(number):
        def script(peer: Peer):
            peer.greet(*PIPELINING)
            peer.accept(f"anna{number}@shop.example")
            if number < 3:
                peer.hear(*envelope(number + 1))
                peer.say("421 too many mails on this connection")

        return script

    # when
    with ScriptedServer(one_mail(1), one_mail(2), one_mail(3)) as server:
        transport = make_transport(server.port)
        outcomes = transport.deliver([make_mail(1), make_mail(2), make_mail(3)])
        transport.close()

    # then
    assert told(outcomes) == [(number, "delivered", "") for number in (1, 2, 3)]


def test_421_in_the_place_of_the_reply_defers_the_mail(make_transport, make_mail):
    # given
    def script(peer: Peer):
        peer.greet(*PIPELINING)
        peer.hear(*envelope(1))
        peer.say("250 a", "250 b", "354 c")
        peer.hear_content()
        peer.say("421 shutting down")

    # when
    with ScriptedServer(script) as server:
        outcomes = make_transport(server.port).deliver([make_mail(1)])

    # then
    assert told(outcomes) == [(1, "deferred", "server_closing")]
