from django.db.models import JSONField


class SanitizedJSONField(JSONField):
    """JSON that passes through `sanitizer` on its way into the database."""

    def __init__(self, *args, sanitizer, **kwargs):
        super().__init__(*args, **kwargs)
        self._sanitizer = sanitizer

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["sanitizer"] = self._sanitizer
        return name, path, args, kwargs

    def get_db_prep_save(self, value, connection):
        return super().get_db_prep_save(self._sanitizer(value) if isinstance(value, dict) else value, connection)
