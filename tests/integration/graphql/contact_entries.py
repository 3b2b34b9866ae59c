"""How everybody asks what contacts, lists and transfers offer; see test_permissions."""

from graphene import Node

CONTACT = Node.to_global_id("AutomationContact", 0)
LIST = Node.to_global_id("AutomationList", 0)
TRANSFER = Node.to_global_id("AutomationTransfer", 0)

QUERIES = {
    "automationContactData": f'{{ automationContactData(id: "{CONTACT}") }}',
    "automationLists": "{ automationLists(first: 1) { edges { node { slug } } } }",
    "automationList": '{ automationList(slug: "none") { slug } }',
    "automationTransfers": "{ automationTransfers(first: 1) { edges { node { state } } } }",
    "automationTransfer": f'{{ automationTransfer(id: "{TRANSFER}") {{ state }} }}',
}
EMPTY = {"automationContactData", "automationList", "automationTransfer"}


def _call(name, arguments):
    return f"mutation {{ {name}({arguments}) {{ errors {{ code }} }} }}"


MUTATIONS = {
    name: _call(name, arguments)
    for name, arguments in {
        "automationContactCreate": 'input: {email: "nobody"}',
        "automationContactUpdate": f'id: "{CONTACT}", input: {{}}',
        "automationContactDelete": f'id: "{CONTACT}"',
        "automationContactErase": f'id: "{CONTACT}"',
        "automationContactsErase": "contacts: []",
        "automationContactMerge": f'id: "{CONTACT}", other: "{CONTACT}"',
        "automationAddressSuppress": 'email: "nobody", reason: BOUNCED',
        "automationAddressAllow": 'email: "nobody"',
        "automationListCreate": 'input: {name: ""}',
        "automationListUpdate": f'id: "{LIST}", input: {{}}',
        "automationListDelete": f'id: "{LIST}"',
        "automationContactListsSubscribe": f'contacts: ["{CONTACT}"], lists: ["none"]',
        "automationContactListsUnsubscribe": f'contacts: ["{CONTACT}"], lists: ["none"]',
        "automationContactImport": 'input: {file: "none"}',
        "automationContactExport": 'list: "none"',
        "automationTransferCancel": f'id: "{TRANSFER}"',
    }.items()
}
ANSWERS = {
    **{name: ["NOT_FOUND"] for name in MUTATIONS},
    "automationContactCreate": ["INVALID"],
    "automationContactMerge": ["INVALID"],
    "automationContactsErase": ["INVALID"],
    "automationAddressSuppress": ["INVALID"],
    "automationAddressAllow": ["INVALID"],
    "automationListCreate": ["INVALID", "INVALID"],
    "automationContactImport": ["REQUIRED"],
}
