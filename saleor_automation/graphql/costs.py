"""What our fields cost in Saleor's limit on the complexity of a query.

Saleor checks its whole map against the schema on every query, so a name here that the schema does not have would
break every query of the shop; a test compares the two.
"""

from typing import Any

_ONE: dict[str, Any] = {"complexity": 1}
_LIST: dict[str, Any] = {"complexity": 1, "multipliers": ["first", "last"]}
# Reads whole tables, grouped; asking for it in a long list of journeys should show.
_COUNTS: dict[str, Any] = {"complexity": 5}

COSTS: dict[str, dict[str, dict[str, Any]]] = {
    "Query": {
        "automationContact": _ONE,
        "automationContacts": _LIST,
        "automationEvents": _LIST,
        "automationHealth": _COUNTS,
        "automationJourney": _ONE,
        "automationJourneys": _LIST,
        "automationMe": _ONE,
        "automationMessages": _LIST,
        "automationPreferences": _ONE,
        "automationRecipes": _ONE,
        "automationConditionSchema": _ONE,
        "automationFacts": _ONE,
        "automationSegment": _ONE,
        "automationSegmentPreview": _COUNTS,
        "automationSegments": _LIST,
    },
    "AutomationContact": {
        "consents": _ONE,
        "enrollments": _LIST,
        "events": _LIST,
        "lists": _ONE,
        "messages": _LIST,
        "tags": _ONE,
        "totals": _ONE,
    },
    "AutomationContactTotals": {"spent": _ONE},
    "AutomationEnrollment": {"contact": _ONE, "decisions": _ONE, "journey": _ONE, "versionNumber": _ONE},
    "AutomationEvent": {"contact": _ONE, "message": _ONE},
    "AutomationJourney": {
        "counts": _COUNTS,
        "definition": _ONE,
        "enrollments": _LIST,
        "problems": _COUNTS,
        "steps": _COUNTS,
        "versionNumber": _ONE,
    },
    "AutomationSegment": {"description": _ONE, "members": _LIST, "membersCount": _COUNTS, "usedBy": _COUNTS},
    "AutomationSegmentMember": {"contact": _ONE},
    "AutomationSegmentPreview": {"sample": _ONE},
    "AutomationMessage": {"contact": _ONE, "enrollment": _ONE, "journey": _ONE, "templateSlug": _ONE},
    "AutomationAttribution": {"journey": _ONE, "message": _ONE},
    "Order": {"automationAttribution": _ONE},
    "User": {"automation": _ONE},
}
