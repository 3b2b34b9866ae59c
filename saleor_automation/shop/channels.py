"""Sales channels of the shop by slug."""

from collections.abc import Mapping
from decimal import Decimal

from saleor.channel.models import Channel

from .configuration import ShopConfiguration
from .database import allow_writer


@allow_writer()
def channel_slugs() -> set[str]:
    """Return the slugs of all channels, inactive ones included. One query."""
    return set(Channel.objects.order_by().values_list("slug", flat=True))


@allow_writer()
def channel_currencies() -> set[str]:
    """Return the currencies of the active channels. One query."""
    return set(Channel.objects.filter(is_active=True).order_by().values_list("currency_code", flat=True))


def reporting_money(configuration: ShopConfiguration) -> tuple[str, Mapping[str, Decimal]]:
    """Return the currency reports are in and what one unit of each currency is worth in it.

    A shop that sells in one currency need not say; of several, the currency is empty until it does. One query.
    """
    if configuration.reporting_currency:
        return configuration.reporting_currency, configuration.exchange_rates
    currencies = channel_currencies()
    return (min(currencies), {}) if len(currencies) == 1 else ("", {})
