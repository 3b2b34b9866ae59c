from django.http import HttpRequest

SALEOR_AUTH_HEADER = "HTTP_AUTHORIZATION_BEARER"
DEFAULT_AUTH_HEADER = "HTTP_AUTHORIZATION"
AUTH_HEADER_PREFIXES = ["JWT", "BEARER"]


def get_token_from_request(request: HttpRequest) -> str | None:
    """Return the token of `Authorization-Bearer: <token>` or `Authorization: Bearer|JWT <token>`."""
    if token := request.META.get(SALEOR_AUTH_HEADER):
        return token
    prefix, _, token = request.META.get(DEFAULT_AUTH_HEADER, "").partition(" ")
    return token.strip() or None if prefix.upper() in AUTH_HEADER_PREFIXES else None
