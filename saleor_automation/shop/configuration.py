"""What the merchant decided about the plugin, as typed values instead of Saleor's list of strings."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from saleor.plugins.base_plugin import ConfigurationTypeField
from saleor.plugins.error_codes import PluginErrorCode
from saleor.plugins.manager import get_plugins_manager

from ..core.exceptions import PermanentError
from .configuration_fields import FIELDS, ConfigurationField, CustomerConsent, parse_rates
from .database import allow_writer
from .urls import shop_root

PLUGIN_ID = "saleor.automation"


def _type_of(field: ConfigurationField) -> str:
    if field.is_secret:
        return str(ConfigurationTypeField.PASSWORD)
    return str(ConfigurationTypeField.MULTILINE if field.is_multiline else ConfigurationTypeField.STRING)


DEFAULT_CONFIGURATION = [{"name": field.name, "value": field.default} for field in FIELDS]
CONFIG_STRUCTURE = {
    each.name: {"type": _type_of(each), "label": each.label, "help_text": each.help_text} for each in FIELDS
}


@dataclass(frozen=True, slots=True)
class ShopConfiguration:
    """The settings with every gap filled; the texts of configuration_fields.py say what each one means.

    missing names the settings nobody has filled in although mails need them.
    """

    is_active: bool
    sender_name: str
    sender_address: str
    reply_to: str
    shop_name: str
    postal_address: str
    storefront_url: str
    product_url: str
    category_url: str
    cart_url: str
    brand_attribute: str
    customer_consent: CustomerConsent
    cart_idle_minutes: int
    attribution_days: int
    low_stock_threshold: int
    logo_url: str
    accent_color: str
    default_language: str
    reporting_currency: str
    exchange_rates: Mapping[str, Decimal]
    keeps_ip_address: bool
    dashboard_url: str
    team_services: tuple[str, ...] = field(repr=False)
    dashboard_origins: tuple[str, ...]
    missing: tuple[str, ...]


_settled: ContextVar[ShopConfiguration | None] = ContextVar("settled_configuration", default=None)


@contextmanager
def settled_configuration(configuration: ShopConfiguration) -> Iterator[None]:
    """Let load_configuration answer this inside the block: a simulation keeps to what it began with."""
    token = _settled.set(configuration)
    try:
        yield
    finally:
        _settled.reset(token)


@allow_writer()
def load_configuration() -> ShopConfiguration:
    """Return the configuration as it is stored now, or the defaults if it never was.

    One query; a second one for the shop's name in a process that has not asked for it yet. is_active is False
    when the plugin is switched off or the shop does not load it.
    Raises PermanentError if a stored value does not pass the checks that saving it makes.
    """
    settled = _settled.get()
    if settled is not None:
        return settled
    # The manager empties its plugins when it is collected, so it is held until the values are read.
    manager = get_plugins_manager(allow_replica=False)
    plugin = manager.get_plugin(PLUGIN_ID)
    if plugin is None:
        return configuration_from({}, is_active=False)
    return configuration_from(_values(plugin.configuration), is_active=bool(plugin.active))


def configuration_from(stored: Mapping[str, str], *, is_active: bool) -> ShopConfiguration:
    """Build the configuration from stored strings; an empty or missing one means its default.

    Raises PermanentError for a value that does not pass its check.
    """
    values = {field.name: stored.get(field.name) or field.default for field in FIELDS}
    problems = _problems(values)
    if problems:
        name, text = next(iter(problems.items()))
        raise PermanentError(f"Plugin setting {name}: {text} Change it in the plugin's settings.")
    shop_name = values["shop_name"] or str(Site.objects.get_current().name)
    default_name, default_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    needed = ("sender_address", "postal_address", "storefront_url")
    return ShopConfiguration(
        is_active=is_active,
        sender_name=values["sender_name"] or default_name or shop_name,
        sender_address=values["sender_address"] or default_address,
        reply_to=values["reply_to"],
        shop_name=shop_name,
        postal_address=values["postal_address"],
        storefront_url=(values["storefront_url"] or shop_root()).rstrip("/"),
        product_url=values["product_url"],
        category_url=values["category_url"],
        cart_url=values["cart_url"],
        brand_attribute=values["brand_attribute"],
        customer_consent=CustomerConsent(values["customer_consent"]),
        cart_idle_minutes=int(values["cart_idle_minutes"]),
        attribution_days=int(values["attribution_days"]),
        low_stock_threshold=int(values["low_stock_threshold"]),
        logo_url=values["logo_url"],
        accent_color=values["accent_color"],
        default_language=values["default_language"],
        keeps_ip_address=values["keep_ip_address"] == "yes",
        dashboard_origins=tuple(origin.rstrip("/") for origin in values["dashboard_origins"].split()),
        reporting_currency=values["reporting_currency"],
        exchange_rates=_rates(values["reporting_currency"], values["exchange_rates"]),
        dashboard_url=values["dashboard_url"],
        team_services=tuple(values["team_services"].split()),
        missing=tuple(name for name in needed if not values[name]),
    )


def _rates(reporting_currency: str, stated: str) -> dict[str, Decimal]:
    """Return what one unit of each currency is worth; nothing without a reporting currency, which is worth itself."""
    return {**parse_rates(stated), reporting_currency: Decimal(1)} if reporting_currency else {}


def check_configuration(items: Iterable[Mapping[str, Any]]) -> None:
    """Check what the merchant is about to save; items are Saleor's name and value pairs.

    Raises ValidationError with one clear sentence per setting that is wrong.
    """
    problems = _problems(_values(items))
    if problems:
        raise ValidationError(
            {
                name: ValidationError(text[0].upper() + text[1:], code=PluginErrorCode.INVALID.value)
                for name, text in problems.items()
            }
        )


def _values(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {item["name"]: str("" if item.get("value") is None else item["value"]).strip() for item in items}


def _problems(values: Mapping[str, str]) -> dict[str, str]:
    checked = ((field.name, field.check(values[field.name])) for field in FIELDS if values.get(field.name))
    return {name: text for name, text in checked if text}
