"""What a real Saleor wants besides, before it sells: things the sandbox does not have."""

from typing import Any

from django.apps import apps


def make_sellable(channel: Any, warehouse: Any = None) -> None:
    """Give the channel its tax configuration, and the warehouse a zone that reaches the channel's country.

    Without the first Saleor cannot price a checkout, without the second its older lines see no stock.
    """
    if apps.is_installed("saleor.tax"):
        apps.get_model("tax", "TaxConfiguration").objects.get_or_create(channel=channel)
    if warehouse is not None and apps.is_installed("saleor.shipping"):
        zone, is_new = apps.get_model("shipping", "ShippingZone").objects.get_or_create(
            name=f"Zone of {channel.slug}", defaults={"countries": [channel.default_country.code]}
        )
        if is_new:
            zone.channels.add(channel)
        warehouse.shipping_zones.add(zone)


def make_registrable() -> None:
    """Bring back the type of customers that Saleor's migrations create: a test that commits loses it at its end."""
    if "customertype" in apps.all_models["account"]:
        types = apps.get_model("account", "CustomerType").objects
        types.get_or_create(is_default=True, defaults={"name": "Default", "slug": "default"})
