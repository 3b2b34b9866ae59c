from django.conf import settings


class PrimaryReplicaRouter:
    """Send writes to the primary. Reads choose by `.using()`: there is no rule for them, as in Saleor."""

    def db_for_write(self, _model, **_hints):
        return settings.DATABASE_CONNECTION_DEFAULT_NAME

    def allow_relation(self, _obj1, _obj2, **_hints):
        return True
