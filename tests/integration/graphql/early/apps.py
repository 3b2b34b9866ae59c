from django.apps import AppConfig


class EarlyConfig(AppConfig):
    name = "tests.integration.graphql.early"
    label = "early"

    def ready(self):
        import saleor.graphql
        import saleor.graphql.api

        # As Saleor's own modules do that take the schema when they are imported.
        saleor.graphql.schema = saleor.graphql.api.schema
