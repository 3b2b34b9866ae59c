import pytest

from saleor_automation.messages.sending_rules import load_rules

pytestmark = pytest.mark.django_db

RULES = "caps { most per kind } minimumGapHours quietHours { begin end }"
QUERY = f"{{ automationSendingRules {{ {RULES} }} }}"
UPDATE = f"""mutation ($input: AutomationSendingRulesInput!) {{
    automationSendingRulesUpdate(input: $input) {{
        sendingRules {{ {RULES} }}
        errors {{ field place code message }}
    }}
}}"""


def test_shop_without_rules_of_its_own_has_the_defaults(as_manager):
    assert as_manager.ask(QUERY)["automationSendingRules"] == {
        "caps": [{"most": 2, "per": "DAY", "kind": "ANY"}, {"most": 6, "per": "WEEK", "kind": "ANY"}],
        "minimumGapHours": 0,
        "quietHours": None,
    }


def test_rules_are_replaced_as_a_whole(as_manager):
    # given
    rules = {"caps": [{"most": 1, "per": "DAY", "kind": "MARKETING"}], "quietHours": {"begin": "21:00", "end": "08:30"}}

    # when
    answer = as_manager.ask(UPDATE, {"input": rules})["automationSendingRulesUpdate"]

    # then
    assert answer["errors"] == []
    assert answer["sendingRules"] == {**rules, "minimumGapHours": 0}
    assert as_manager.ask(QUERY)["automationSendingRules"] == answer["sendingRules"]


def test_wrong_rules_are_refused_with_each_place_and_change_nothing(as_manager):
    # given
    rules = {"caps": [{"most": 0, "per": "DAY"}], "quietHours": {"begin": "late", "end": "08:00"}}

    # when
    answer = as_manager.ask(UPDATE, {"input": rules})["automationSendingRulesUpdate"]

    # then
    assert answer["sendingRules"] is None
    assert [(error["place"], error["code"]) for error in answer["errors"]] == [
        ("caps.0.most", "INVALID_DEFINITION"),
        ("quiet_hours.begin", "INVALID_DEFINITION"),
    ]
    assert load_rules().caps[0].most == 2
