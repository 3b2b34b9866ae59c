import socket
import threading
import time

import pytest

from saleor_automation.core.settings import get_settings
from saleor_automation.dispatches import calls
from saleor_automation.dispatches.addresses import ForbiddenAddress, check_url
from saleor_automation.dispatches.calls import Answer, call
from tests.integration.dispatches.receiver import Receiver

BODY, HEADERS = b'{"a":1}', {"Content-Type": "application/json", "webhook-id": "call:1"}


def test_call_reaches_its_receiver_with_body_and_headers(receiver):
    # when
    answer = call(receiver.url, BODY, HEADERS)

    # then
    [received] = receiver.received
    assert answer == Answer("delivered", detail="HTTP 200")
    assert (received.path, received.body) == ("/hook", BODY)
    assert received.headers["webhook-id"] == "call:1"
    assert received.headers["User-Agent"] == "saleor-automation"


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (204, "delivered", ""),
        (302, "failed", "redirected"),
        (400, "failed", "refused"),
        (404, "failed", "refused"),
        (410, "failed", "refused"),
        (408, "deferred", "refused_for_now"),
        (429, "deferred", "refused_for_now"),
        (500, "deferred", "refused_for_now"),
        (503, "deferred", "refused_for_now"),
    ],
)
def test_status_says_whether_to_come_again(trusted, status, state, reason):
    with Receiver(status, headers={"Location": "http://127.0.0.1:1/"}) as server:
        answer = call(server.url, BODY, HEADERS)

        assert (answer.state, answer.reason) == (state, reason)
        assert len(server.received) == 1


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120.0), ("soon", 0.0), ("-5", 0.0), ("9" * 400, 0.0), ("", 0.0)]
)
def test_receiver_may_say_when_to_come_again(trusted, value, seconds):
    with Receiver(503, headers={"Retry-After": value}) as server:
        assert call(server.url, BODY, HEADERS).retry_after == seconds


def test_endless_answer_is_not_read_to_its_end(trusted):
    with Receiver(200, body=b"x" * 50_000_000) as server:
        began = time.monotonic()

        assert call(server.url, BODY, HEADERS).state == "delivered"
        assert time.monotonic() - began < 5


def test_receiver_that_does_not_answer_is_tried_again_later(trusted, monkeypatch):
    monkeypatch.setattr(calls, "TIMEOUT_SECONDS", (0.2, 0.2))
    with Receiver(hang=threading.Event()) as server:
        answer = call(server.url, BODY, HEADERS)

    assert (answer.state, answer.reason, answer.is_unreachable) == ("deferred", "timeout", True)


def test_closed_door_is_tried_again_later(trusted):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = call(f"http://127.0.0.1:{taken.getsockname()[1]}/", BODY, HEADERS)

    assert (answer.state, answer.reason, answer.is_unreachable) == ("deferred", "unreachable", True)


INSIDE = [
    "https://localhost/hook",
    "https://127.0.0.1/hook",
    "https://127.1/hook",
    "https://2130706433/hook",
    "https://10.0.0.8/hook",
    "https://192.168.1.1/hook",
    "https://172.16.0.1/hook",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/hook",
    "https://0.0.0.0/hook",
    "https://[::1]/hook",
    "https://[fd00::1]/hook",
    "https://[fe80::1]/hook",
    "https://[::ffff:127.0.0.1]/hook",
    "https://db.internal/hook",
    "https://printer.local/hook",
]


@pytest.mark.parametrize("url", INSIDE)
def test_nothing_inside_our_own_network_is_called(url, monkeypatch):
    # given
    connected = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: connected.append(args))

    # when
    answer = call(url, BODY, HEADERS)

    # then
    assert (answer.state, answer.reason) == ("failed", "forbidden_address")
    assert connected == []


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.1"])
def test_public_name_that_leads_inside_is_not_called(monkeypatch, address):
    # given
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    answer_of_dns = [(family, socket.SOCK_STREAM, 6, "", (address, 443, 0, 0)[: 4 if ":" in address else 2])]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answer_of_dns)
    connected = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: connected.append(args))

    # when
    answer = call("https://innocent.example/hook", BODY, HEADERS)

    # then
    assert answer == Answer("failed", "forbidden_address", "Its name leads to an address inside a network of its own.")
    assert connected == []


def test_name_that_is_not_found_is_tried_again_later(monkeypatch):
    def nobody(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)

    answer = call("https://gone.example/hook", BODY, HEADERS)

    assert (answer.state, answer.reason) == ("deferred", "unreachable")


def test_proxy_of_the_machine_is_not_used(receiver, monkeypatch):
    # given: a proxy would connect where our own check forbids it
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    # then
    assert call(receiver.url, BODY, HEADERS).state == "delivered"


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://crm.example/hook", "It is not encrypted; use an address that begins with https://."),
        ("ftp://crm.example/hook", "It is not encrypted; use an address that begins with https://."),
        (
            "https://user:secret@crm.example/",
            "It holds a name or password; the signature tells who calls, so leave them out.",
        ),
        ("crm.example/hook", "This is no web address; write one like https://crm.example/hook."),
        ("https://", "This is no web address; write one like https://crm.example/hook."),
        ("https://crm.example:99999/", "This is no web address; write one like https://crm.example/hook."),
        ("https://[::1/", "This is no web address; write one like https://crm.example/hook."),
        ("https://crm.example/a b", "This is no web address; write one like https://crm.example/hook."),
        ("https://crm.example/\r\nX: 1", "This is no web address; write one like https://crm.example/hook."),
        (
            "https://10.0.0.8/",
            "10.0.0.8 lies inside a network of its own; use a public address, or have the operator allow it "
            "(AUTOMATION_WEBHOOK_HOSTS).",
        ),
    ],
)
def test_address_that_is_never_called_is_refused_with_the_remedy(url, text):
    with pytest.raises(ForbiddenAddress) as caught:
        check_url(url)

    assert str(caught.value) == text


def test_operator_may_allow_a_host_inside(trusted):
    check_url("http://crm.internal:8080/hook")
    check_url("https://CRM.internal/hook")
    assert get_settings().webhook_hosts == "127.0.0.1, crm.internal"
    with pytest.raises(ForbiddenAddress):
        check_url("https://db.internal/")


def test_host_name_that_cannot_be_one_is_refused():
    answer = call(f"https://{'a' * 70}.example/", BODY, HEADERS)

    assert (answer.state, answer.reason) == ("failed", "forbidden_address")
