from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print our part of the GraphQL schema, as saleor_automation/graphql/schema.graphql keeps it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        # Saleor composes its schema when this module is imported, which belongs behind the start of all apps.
        from saleor.graphql.api import schema

        from ...graphql.print_schema import print_schema

        self.stdout.write(print_schema(schema), ending="")
