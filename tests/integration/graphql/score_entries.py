"""Our entries of tags, fields, scores and points for the matrix of permissions: each asked, and what it answers."""

from graphene import Node


def _nobody(name):
    return f'"{Node.to_global_id(f"Automation{name}", 0)}"'


CONTACT = _nobody("Contact")
STAFF_QUERIES = {
    "automationTags": "{ automationTags(first: 1) { edges { node { name contactsCount usedBy } } } }",
    "automationTag": f"{{ automationTag(id: {_nobody('Tag')}) {{ name }} }}",
    "automationCustomFields": "{ automationCustomFields(first: 1) { edges { node { slug } } } }",
    "automationCustomField": '{ automationCustomField(slug: "none") { slug } }',
    "automationScores": "{ automationScores(first: 1) { edges { node { slug } } } }",
    "automationScore": '{ automationScore(slug: "none") { slug } }',
    "automationOperations": "{ automationOperations(first: 1) { edges { node { state } } } }",
    "automationOperation": f"{{ automationOperation(id: {_nobody('Operation')}) {{ state }} }}",
    "automationProgramme": "{ automationProgramme { name } }",
    "automationTiers": "{ automationTiers { slug } }",
    "automationRewards": "{ automationRewards { slug policySlug } }",
}
EMPTY = {"automationTag", "automationCustomField", "automationScore", "automationOperation", "automationProgramme"}
"""Queries that find nothing: null with the permission as well, but without an error."""

_MUTATIONS = {
    "automationTagCreate": ('name: " "', "INVALID"),
    "automationTagUpdate": (f'id: {_nobody("Tag")}, name: "VIP"', "NOT_FOUND"),
    "automationTagDelete": (f"id: {_nobody('Tag')}", "NOT_FOUND"),
    "automationContactTagsAssign": (f"audience: {{contacts: [{CONTACT}]}}, tags: []", "INVALID"),
    "automationContactTagsUnassign": (f"audience: {{contacts: [{CONTACT}]}}, tags: []", "INVALID"),
    "automationCustomFieldCreate": ('input: {slug: "A", name: "A", type: TEXT}', "INVALID"),
    "automationCustomFieldUpdate": (f"id: {_nobody('CustomField')}, input: {{}}", "NOT_FOUND"),
    "automationCustomFieldDelete": (f"id: {_nobody('CustomField')}", "NOT_FOUND"),
    "automationContactFieldsSet": (f'audience: {{contacts: [{CONTACT}]}}, values: [{{field: "none"}}]', "NOT_FOUND"),
    "automationScoreCreate": ('input: {slug: "A", name: "A"}', "INVALID"),
    "automationScoreUpdate": (f"id: {_nobody('Score')}, input: {{}}", "NOT_FOUND"),
    "automationScoreDelete": (f"id: {_nobody('Score')}", "NOT_FOUND"),
    "automationScoreRuleCreate": (
        f'score: {_nobody("Score")}, input: {{name: "A", event: "page_viewed", points: 1}}',
        "NOT_FOUND",
    ),
    "automationScoreRuleUpdate": (f"id: {_nobody('ScoreRule')}, input: {{}}", "NOT_FOUND"),
    "automationScoreRuleDelete": (f"id: {_nobody('ScoreRule')}", "NOT_FOUND"),
    "automationContactScoreAdjust": (f'contacts: [{CONTACT}], score: "none", points: 1, reason: "a"', "NOT_FOUND"),
    "automationOperationCancel": (f"id: {_nobody('Operation')}", "NOT_FOUND"),
    "automationProgrammeUpdate": ("input: {}", "INVALID"),
    "automationTierCreate": ('input: {slug: "A", name: "A", threshold: 1}', "INVALID"),
    "automationTierUpdate": (f"id: {_nobody('Tier')}, input: {{}}", "NOT_FOUND"),
    "automationTierDelete": (f"id: {_nobody('Tier')}", "NOT_FOUND"),
    "automationRewardCreate": ('input: {slug: "a", name: "A", points: 1, policySlug: "none"}', "NOT_FOUND"),
    "automationRewardUpdate": (f"id: {_nobody('Reward')}, input: {{}}", "NOT_FOUND"),
    "automationRewardDelete": (f"id: {_nobody('Reward')}", "NOT_FOUND"),
    "automationContactPointsAdjust": (f'contact: {CONTACT}, points: 1, reason: "a"', "NOT_FOUND"),
    "automationContactPointsRedeem": (f'contact: {CONTACT}, reward: "none"', "NOT_FOUND"),
}
STAFF_MUTATIONS = {
    name: f"mutation {{ {name}({arguments}) {{ errors {{ code }} }} }}" for name, (arguments, _) in _MUTATIONS.items()
}
ANSWERS = {name: [code] for name, (_, code) in _MUTATIONS.items()}
PUBLIC = {"automationPointsRedeem": 'mutation { automationPointsRedeem(reward: "none") { errors { code } } }'}
