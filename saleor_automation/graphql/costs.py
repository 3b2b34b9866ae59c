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
        "automationCustomField": _ONE,
        "automationCustomFields": _LIST,
        "automationOperation": _ONE,
        "automationOperations": _LIST,
        "automationProgramme": _ONE,
        "automationRewards": _ONE,
        "automationScore": _ONE,
        "automationScores": _LIST,
        "automationTag": _ONE,
        "automationTags": _LIST,
        "automationTiers": _ONE,
        "automationContact": _ONE,
        "automationContacts": _LIST,
        "automationCoupon": _ONE,
        "automationCouponCodes": _LIST,
        # Ten thousand rows in one answer.
        "automationCouponCodesFile": {"complexity": 100},
        "automationCouponSchema": _ONE,
        "automationCoupons": _LIST,
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
        "fields": _ONE,
        "lists": _ONE,
        "messages": _LIST,
        "points": _ONE,
        "scoreEntries": _LIST,
        "scores": _ONE,
        "tagHistory": _LIST,
        "tags": _ONE,
        "totals": _ONE,
    },
    "AutomationContactTotals": {"spent": _ONE},
    "AutomationContestDraw": {"winners": _COUNTS},
    "AutomationCoupon": {
        "codes": _LIST,
        "definition": _ONE,
        "draws": _LIST,
        "usage": _COUNTS,
        "usedBy": _COUNTS,
        "versionNumber": _ONE,
    },
    "AutomationCouponCode": {"contact": _ONE, "coupon": _ONE, "versionNumber": _ONE},
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
    "AutomationTag": {"contactsCount": _COUNTS, "usedBy": _COUNTS},
    "AutomationCustomField": {"usedBy": _COUNTS, "valuesCount": _COUNTS},
    "AutomationScore": {"contactsCount": _COUNTS, "rules": _ONE, "usedBy": _COUNTS},
    "AutomationScoreEntry": {"score": _ONE},
    "AutomationMe": {"points": _ONE, "rewards": _ONE},
    "AutomationPoints": {"entries": _LIST, "nextTier": _ONE, "pointsToNextTier": _ONE},
    "AutomationPointsEntry": {"couponCode": _ONE, "reward": _ONE},
    "AutomationReward": {"givenCount": _COUNTS},
    "AutomationTier": {"contactsCount": _COUNTS},
    "AutomationAttribution": {"journey": _ONE, "message": _ONE},
    "Order": {"automationAttribution": _ONE},
    "User": {"automation": _ONE},
}
