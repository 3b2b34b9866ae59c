from urllib.parse import urlparse

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import validate_host

from .error_codes import AccountErrorCode


def validate_storefront_url(url: str | None) -> None:
    """Raise ValidationError of redirect_url unless the URL leads to one of ALLOWED_CLIENT_HOSTS."""
    if not url:
        message, code = "This field is required.", AccountErrorCode.REQUIRED
    elif validate_host(urlparse(url).hostname or "", settings.ALLOWED_CLIENT_HOSTS):
        return
    else:
        message = f"{url} is not allowed. Please check `ALLOWED_CLIENT_HOSTS` configuration."
        code = AccountErrorCode.INVALID
    raise ValidationError({"redirect_url": ValidationError(message, code=code.value)})
