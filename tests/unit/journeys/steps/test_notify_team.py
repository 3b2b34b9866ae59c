import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.journeys.definition import parse_definition
from saleor_automation.journeys.steps.base import Advance
from saleor_automation.journeys.steps.notify_team import NotifyTeam, TellTeam
from tests.factories import definition_of
from tests.unit.journeys.steps.contexts import context


def test_everybody_named_is_told():
    outcome = NotifyTeam(id="tell", to=["sales@shop.example"], services=True, note="Ring").run(context())

    assert outcome == Advance(
        effects=(TellTeam(("sales@shop.example",), True, "Ring"),),
        reason="team told",
        facts={"addresses": 1, "services": True},
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "It tells nobody; name an address in `to`, or use the services of the plugin's settings."),
        ({"to": ["nobody"]}, "'nobody' is no e-mail address; write one like sales@shop.example."),
        ({"to": ["a@b.example\nBcc: c@d.example"]}, "write one like sales@shop.example."),
        ({"to": ["a" * 250 + "@b.example"]}, "write one like sales@shop.example."),
        ({"to": ["a@b.example", "A@b.example"]}, "An address stands in `to` twice; remove one."),
    ],
)
def test_address_that_cannot_be_told_is_refused(fields, text):
    with pytest.raises(InvalidDefinition) as caught:
        parse_definition(definition_of({"id": "tell", "kind": "notify_team", **fields}), "Journey")

    [(place, problem)] = caught.value.problems
    assert place == "step 'tell'"
    assert problem.endswith(text)
