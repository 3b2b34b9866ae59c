from ...journeys.template_users import users_of_templates
from ...messages.models import Template
from ...messages.templates import problems_of_templates
from ...shop.database import allow_writer
from ..toolkit import DataLoader


class UsersByTemplateSlugLoader(DataLoader[str, list[str]]):
    context_key = "automation_users_by_template_slug"

    def batch_load(self, keys: list[str]) -> list[list[str]]:
        users = users_of_templates(keys, self.database_connection_name)
        return [users[key] for key in keys]


class ProblemsByTemplateLoader(DataLoader[int, list[str]]):
    """What keeps each template from being sent."""

    context_key = "automation_problems_by_template"

    def batch_load(self, keys: list[int]) -> list[list[str]]:
        templates = Template.objects.using(self.database_connection_name).in_bulk(keys)
        with allow_writer():
            problems = problems_of_templates(templates.values())
        return [problems.get(key, []) for key in keys]
