from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from saleor_automation.core.throttle import client_address, is_allowed

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def _calls(count, now=NOW, scope="sign-up", identity="ada@example.com"):
    return [is_allowed(scope, identity, 3, 60, now) for _ in range(count)]


def test_calls_within_the_limit_are_allowed():
    assert _calls(5) == [True, True, True, False, False]


def test_next_window_starts_from_nothing():
    # given
    _calls(5)

    # when
    later = _calls(1, NOW + timedelta(seconds=60))

    # then
    assert later == [True]


def test_others_and_other_deeds_count_for_themselves():
    # given
    _calls(5)

    # when
    other_person = _calls(1, identity="grace@example.com")
    other_deed = _calls(1, scope="track")

    # then
    assert other_person + other_deed == [True, True]


def test_cache_never_sees_an_address(monkeypatch):
    # given
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *_args, **_kwargs: keys.append(key))
    monkeypatch.setattr(cache, "incr", lambda key: keys.append(key) or 1)

    # when
    _calls(1)

    # then
    assert len(keys) == 2
    assert not any("ada" in key or "example" in key for key in keys)


def test_count_that_fell_out_of_the_cache_starts_again(monkeypatch):
    # given
    def gone(_key):
        raise ValueError("Key not found")

    monkeypatch.setattr(cache, "incr", gone)

    # when
    allowed = _calls(1)

    # then
    assert allowed == [True]


@pytest.mark.parametrize(
    ("remote", "forwarded", "headers", "expected"),
    [
        ("203.0.113.7", "", ["REMOTE_ADDR"], "203.0.113.7"),
        # a caller who talks to us directly may write what they like into the header
        ("203.0.113.7", "198.51.100.1", ["REMOTE_ADDR"], "203.0.113.7"),
        # behind a proxy of ours, its own entry counts and what the caller put in front does not
        ("10.0.0.2", "198.51.100.1, 203.0.113.7", ["REMOTE_ADDR"], "203.0.113.7"),
        ("10.0.0.2", "198.51.100.1, 203.0.113.7, 10.0.0.9", ["REMOTE_ADDR"], "203.0.113.7"),
        ("10.0.0.2", "nonsense, 203.0.113.7:4711", ["REMOTE_ADDR"], "10.0.0.2"),
        ("10.0.0.2", "", ["REMOTE_ADDR"], "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1", ["HTTP_CF_CONNECTING_IP", "REMOTE_ADDR"], "203.0.113.9"),
        ("fd00::7", "203.0.113.7", ["REMOTE_ADDR"], "203.0.113.7"),
        ("2a00:1450:4001:82a::200e", "", ["REMOTE_ADDR"], "2a00:1450:4001:82a::"),
    ],
)
def test_address_is_the_one_nearest_to_us_that_is_not_our_own(settings, remote, forwarded, headers, expected):
    # given
    settings.REAL_IP_ENVIRON = headers
    extra = {"REMOTE_ADDR": remote, "HTTP_CF_CONNECTING_IP": "203.0.113.9"}
    if forwarded:
        extra["HTTP_X_FORWARDED_FOR"] = forwarded
    request = RequestFactory().get("/", **extra)

    # when
    address = client_address(request)

    # then
    assert address == expected
