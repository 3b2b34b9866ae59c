from django.apps import AppConfig


class GraphQLConfig(AppConfig):
    name = "saleor.graphql"

    def ready(self):
        """Load the toolkit with its enums, but not the composed schema.

        As in Saleor: when the ready() of an installed plugin's app runs, PermissionEnum exists and
        saleor.graphql.api does not yet, so the plugin can add to both.
        """
        from .core import mutations  # noqa: F401
