from fnmatch import fnmatch

from django.conf import settings
from django.http import HttpResponse

ALLOWED_HEADERS = "Origin, Content-Type, Accept, Authorization, Source-Service-Name, Authorization-Bearer"


def cors_middleware(get_response):
    """Let pages of ALLOWED_GRAPHQL_ORIGINS call the API. (Saleor does this in its ASGI handler.)"""

    def middleware(request):
        origin = request.headers.get("Origin")
        is_allowed = origin and any(fnmatch(origin, pattern) for pattern in settings.ALLOWED_GRAPHQL_ORIGINS)
        is_preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = HttpResponse() if is_preflight and is_allowed else get_response(request)
        if is_allowed:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Allow-Credentials"] = "true"
            response["Access-Control-Allow-Methods"] = "POST, OPTIONS"
            response["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
            response["Vary"] = "Origin"
        return response

    return middleware
