"""What a reader posted."""

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError


def posted(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a form; a body that cannot be read counts as empty."""
    try:
        return {name: str(value) for name, value in request.POST.items()}
    except MultiPartParserError:
        return {}
