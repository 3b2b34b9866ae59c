from django.core.serializers.json import DjangoJSONEncoder


class CustomJsonEncoder(DjangoJSONEncoder):
    """The encoder of metadata and configuration columns."""
