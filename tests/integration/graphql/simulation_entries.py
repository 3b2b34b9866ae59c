"""Our entries of simulations for the matrix of permissions: each asked."""

from graphene import Node

_NONE = f'"{Node.to_global_id("AutomationSimulation", 0)}"'
_NO_JOURNEY = f'"{Node.to_global_id("AutomationJourney", 0)}"'
QUERIES = {
    "automationSimulations": """{ automationSimulations(first: 1) { edges { node {
        state percent report { summary { entered } } } } } }""",
    "automationSimulation": f"{{ automationSimulation(id: {_NONE}) {{ state }} }}",
}
EMPTY = {"automationSimulation"}
"""Queries that find nothing: null with the permission as well, but without an error."""

MUTATIONS = {
    "automationJourneySimulate": f"""mutation {{ automationJourneySimulate(journeyId: {_NO_JOURNEY}, input: {{
        since: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z"}}) {{ errors {{ code }} }} }}""",
    "automationSimulationCancel": f"mutation {{ automationSimulationCancel(id: {_NONE}) {{ errors {{ code }} }} }}",
}
ANSWERS = {"automationJourneySimulate": ["NOT_FOUND"], "automationSimulationCancel": ["NOT_FOUND"]}
