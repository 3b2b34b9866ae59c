"""The signer of the links in our mails, with the shop's keys."""

from functools import lru_cache

from django.conf import settings

from ..shop.urls import plugin_base_url
from .links import LinkSigner


def link_signer() -> LinkSigner:
    """Return what reads tokens made with this shop's key, or with the ones it had before."""
    return _signer(plugin_base_url(), (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _signer(base_url: str, secret_keys: tuple[str, ...]) -> LinkSigner:
    return LinkSigner(base_url, secret_keys)
