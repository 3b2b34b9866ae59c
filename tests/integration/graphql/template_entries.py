"""Our entries of templates for the matrix of permissions: each asked."""

from graphene import Node

_NONE = f'"{Node.to_global_id("AutomationTemplate", 0)}"'
QUERIES = {
    "automationTemplates": "{ automationTemplates(first: 1) { edges { node { slug problems usedBy } } } }",
    "automationTemplate": f"{{ automationTemplate(id: {_NONE}) {{ slug }} }}",
    "automationTemplatePreview": '{ automationTemplatePreview(content: "{}") { html problems { message } } }',
    "automationBlockKinds": "{ automationBlockKinds { kind } }",
    "automationMailVariables": "{ automationMailVariables { path } }",
}
EMPTY = {"automationTemplate"}
"""Queries that find nothing: null with the permission as well, but without an error."""

MUTATIONS = {
    "automationTemplateCreate": """mutation { automationTemplateCreate(input: {name: " ", content: "{}"}) {
        errors { code } } }""",
    "automationTemplateUpdate": f"""mutation {{ automationTemplateUpdate(id: {_NONE}, input: {{}}) {{
        errors {{ code }} }} }}""",
    "automationTemplateDelete": f"mutation {{ automationTemplateDelete(id: {_NONE}) {{ errors {{ code }} }} }}",
    "automationMessageSendTest": """mutation { automationMessageSendTest(input: {to: "ada@example.com"}) {
        errors { code } } }""",
}
ANSWERS = {
    "automationTemplateCreate": ["INVALID_DEFINITION"],
    "automationTemplateUpdate": ["NOT_FOUND"],
    "automationTemplateDelete": ["NOT_FOUND"],
    "automationMessageSendTest": ["REQUIRED"],
}
