"""Our entries of reports for the matrix of permissions: each asked."""

from graphene import Node

_NOBODYS = f'"{Node.to_global_id("AutomationJourney", 0)}"'
QUERIES = {
    "automationReports": "{ automationReports(days: 2) { total { delivered } } }",
    "automationJourneyReport": f"{{ automationJourneyReport(id: {_NOBODYS}) {{ total {{ delivered }} }} }}",
    "automationCartLoss": "{ automationCartLoss { carts } }",
}
EMPTY = {"automationJourneyReport"}
"""Queries that find nothing: null with the permission as well, but without an error."""
