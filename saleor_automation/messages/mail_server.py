"""The shop's mail server: one kept connection per worker process."""

from functools import lru_cache

from django.conf import settings

from ..core.settings import get_settings
from .transports.base import Transport
from .transports.smtp import SmtpTransport
from .transports.smtp_settings import SmtpSettings, smtp_settings_from_url


@lru_cache(maxsize=1)
def mail_transport() -> Transport:
    """Return the transport of this process, connected when it is first used.

    AUTOMATION_EMAIL_URL wins over what Saleor reads from its own EMAIL_URL.
    Raises PermanentError if the address of the server cannot be read.
    """
    url = get_settings().email_url
    return SmtpTransport(smtp_settings_from_url(url) if url else _saleor_settings())


def _saleor_settings() -> SmtpSettings:
    return SmtpSettings(
        host=settings.EMAIL_HOST,
        port=int(settings.EMAIL_PORT),
        username=settings.EMAIL_HOST_USER or "",
        password=settings.EMAIL_HOST_PASSWORD or "",
        use_tls=bool(settings.EMAIL_USE_TLS),
        use_ssl=bool(settings.EMAIL_USE_SSL),
    )
