"""Encryption and log-in."""

import ssl

import pytest
from aiosmtpd.smtp import AuthResult

from .scripted_server import Peer, ScriptedServer, told


def accepts_anna(server, session, envelope, mechanism, login):
    is_anna = (login.login, login.password) == (b"anna", "sécret".encode())
    return AuthResult(success=is_anna, handled=is_anna)


def test_starttls(serve, inbox, make_transport, make_mail, server_tls, client_tls):
    # given
    port = serve(tls_context=server_tls, require_starttls=True)

    # when
    outcomes = make_transport(port, use_tls=True, ssl_context=client_tls).deliver([make_mail(1), make_mail(2)])

    # then
    assert told(outcomes) == [(1, "delivered", ""), (2, "delivered", "")]
    assert len(inbox.mails) == 2


def test_certificate_nobody_vouches_for_is_refused(serve, inbox, make_transport, make_mail, server_tls):
    # given
    port = serve(tls_context=server_tls, require_starttls=True)

    # when
    outcomes = make_transport(port, use_tls=True).deliver([make_mail(1)])

    # then
    assert told(outcomes) == [(1, "deferred", "tls_failed")]
    assert "self-signed" in outcomes[0].detail
    assert inbox.mails == []


def test_server_without_starttls_gets_no_mail_in_clear(serve, inbox, make_transport, make_mail, client_tls):
    outcomes = make_transport(serve(), use_tls=True, ssl_context=client_tls).deliver([make_mail(1)])

    assert told(outcomes) == [(1, "deferred", "tls_unavailable")]
    assert inbox.mails == []


def test_words_before_the_encryption_are_not_believed(make_transport, make_mail, client_tls):
    # given: somebody in between adds a reply to the one before the encryption begins
    def script(peer: Peer):
        peer.greet("STARTTLS")
        peer.hear("STARTTLS")
        peer.say("220 go on", "250 injected")
        peer.hear_nothing_more()

    # when
    with ScriptedServer(script) as server:
        outcomes = make_transport(server.port, use_tls=True, ssl_context=client_tls).deliver([make_mail(1)])

    # then
    assert told(outcomes) == [(1, "deferred", "protocol_error")]


def test_encrypted_from_the_first_byte(make_transport, make_mail, server_tls, client_tls):
    # given
    def script(peer: Peer):
        peer.encrypt(server_tls)
        peer.greet("PIPELINING")
        assert peer.accept("anna1@shop.example")

    # when
    with ScriptedServer(script) as server:
        outcomes = make_transport(server.port, use_ssl=True, ssl_context=client_tls).deliver([make_mail(1)])

    # then
    assert told(outcomes) == [(1, "delivered", "")]


def test_plain_server_where_encryption_is_expected(make_transport, make_mail, client_tls):
    def script(peer: Peer):
        peer.say("220 hello")

    with ScriptedServer(script) as server:
        outcomes = make_transport(server.port, use_ssl=True, ssl_context=client_tls).deliver([make_mail(1)])

    assert told(outcomes) == [(1, "deferred", "tls_failed")]


@pytest.mark.parametrize("left_out", [[], ["PLAIN"]], ids=["PLAIN", "LOGIN"])
@pytest.mark.parametrize(
    ("password", "expected"),
    [("sécret", ("delivered", "")), ("wrong", ("deferred", "authentication_failed"))],
)
def test_log_in(serve, make_transport, make_mail, server_tls, client_tls, left_out, password, expected):
    # given
    port = serve(
        tls_context=server_tls,
        require_starttls=True,
        auth_required=True,
        authenticator=accepts_anna,
        auth_exclude_mechanism=left_out,
    )
    transport = make_transport(port, use_tls=True, username="anna", password=password, ssl_context=client_tls)

    # when
    outcomes = transport.deliver([make_mail(1)])

    # then
    assert told(outcomes) == [(1, *expected)]
    assert password not in outcomes[0].detail


def test_server_that_wants_a_log_in_nobody_gave(serve, make_transport, make_mail, server_tls, client_tls):
    # given
    port = serve(tls_context=server_tls, require_starttls=True, auth_required=True, authenticator=accepts_anna)

    # when
    outcomes = make_transport(port, use_tls=True, ssl_context=client_tls).deliver([make_mail(1)])

    # then
    assert told(outcomes) == [(1, "deferred", "authentication_failed")]


def test_server_without_log_in_is_not_given_the_password(serve, inbox, make_transport, make_mail):
    outcomes = make_transport(serve(), username="anna", password="secret").deliver([make_mail(1)])

    assert told(outcomes) == [(1, "deferred", "authentication_failed")]
    assert outcomes[0].detail == "the server offers neither PLAIN nor LOGIN"


def test_system_certificates_are_the_default():
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED
