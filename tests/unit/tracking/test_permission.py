import pytest
from django.http.request import HttpHeaders

from saleor_automation.core.exceptions import PermanentError
from saleor_automation.core.settings import get_settings
from saleor_automation.tracking.permission import Untracked, respected_signals, why_untracked

FIREFOX = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"}
GPC, DNT = {"HTTP_SEC_GPC": "1"}, {"HTTP_DNT": "1"}


@pytest.fixture
def signals(monkeypatch):
    def choose(text):
        monkeypatch.setenv("AUTOMATION_PRIVACY_SIGNALS", text)
        get_settings.cache_clear()

    yield choose
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.mark.parametrize(
    ("has_consent", "environ", "reason"),
    [
        (True, FIREFOX, None),
        (True, {}, None),
        (False, FIREFOX, Untracked.NO_CONSENT),
        (True, FIREFOX | GPC, Untracked.PRIVACY_SIGNAL),
        (True, FIREFOX | DNT, Untracked.PRIVACY_SIGNAL),
        (True, FIREFOX | {"HTTP_DNT": "0"}, None),
        (True, {"HTTP_USER_AGENT": "Googlebot/2.1"}, Untracked.BOT),
    ],
)
def test_reason_not_to_track(has_consent, environ, reason):
    assert why_untracked(has_consent, HttpHeaders(environ)) == reason


@pytest.mark.parametrize(
    ("text", "environ", "reason"),
    [
        ("gpc", FIREFOX | DNT, None),
        ("gpc", FIREFOX | GPC, Untracked.PRIVACY_SIGNAL),
        ("DNT", FIREFOX | DNT, Untracked.PRIVACY_SIGNAL),
        ("none", FIREFOX | DNT | GPC, None),
    ],
)
def test_operator_says_which_signals_count(signals, text, environ, reason):
    signals(text)

    assert why_untracked(True, HttpHeaders(environ)) == reason


def test_signal_that_does_not_exist_is_refused(signals):
    signals("gpc,cookies")

    with pytest.raises(PermanentError) as error:
        respected_signals()
    assert str(error.value) == "AUTOMATION_PRIVACY_SIGNALS names 'cookies'; use gpc, dnt, both, or none."
