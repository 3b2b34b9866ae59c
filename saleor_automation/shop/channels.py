"""Sales channels of the shop by slug."""

from saleor.channel.models import Channel

from .database import allow_writer


@allow_writer()
def channel_slugs() -> set[str]:
    """Return the slugs of all channels, inactive ones included. One query."""
    return set(Channel.objects.order_by().values_list("slug", flat=True))


@allow_writer()
def channel_currencies() -> set[str]:
    """Return the currencies of the active channels. One query."""
    return set(Channel.objects.filter(is_active=True).order_by().values_list("currency_code", flat=True))
