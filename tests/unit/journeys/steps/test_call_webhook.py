from datetime import date

import pytest

from saleor_automation.core.settings import get_settings
from saleor_automation.journeys.steps.base import Advance, Known
from saleor_automation.journeys.steps.call_webhook import CallUrl, CallWebhook
from tests.unit.journeys.steps.contexts import context

KNOWN = Known({}, date(2026, 3, 2))


def test_call_is_planned_and_the_decision_names_only_the_host():
    step = CallWebhook(id="tell", url="https://crm.example/hook?token=secret", data={"pipeline": "inbound", "rank": 3})

    assert step.run(context()) == Advance(
        effects=(CallUrl("https://crm.example/hook?token=secret", {"pipeline": "inbound", "rank": 3}),),
        reason="called",
        facts={"host": "crm.example"},
    )
    assert list(step.misfits(KNOWN)) == []


@pytest.mark.parametrize("url", ["http://crm.example/", "https://10.0.0.8/", "nowhere", "https://a:b@crm.example/"])
def test_address_that_is_never_called_cannot_be_published(url):
    assert len(list(CallWebhook(id="tell", url=url).misfits(KNOWN))) == 1


def test_what_was_published_stays_readable_when_the_operator_allows_less(monkeypatch):
    # given
    monkeypatch.setenv("AUTOMATION_WEBHOOK_HOSTS", "crm.internal")
    get_settings.cache_clear()
    step = CallWebhook(id="tell", url="http://crm.internal/hook")
    assert list(step.misfits(KNOWN)) == []

    # when
    monkeypatch.undo()
    get_settings.cache_clear()

    # then
    assert CallWebhook.model_validate(step.model_dump()) == step
    assert len(list(step.misfits(KNOWN))) == 1
