"""The plugin settings a merchant sees in the Dashboard: names, labels, help texts, defaults and checks.

Saleor hands every value over as a string and knows no numbers or choices, so the checks are ours.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email, validate_slug

from .placeholders import CART_PLACEHOLDERS, CATEGORY_PLACEHOLDERS, PRODUCT_PLACEHOLDERS, complaint


class CustomerConsent(StrEnum):
    EXPLICIT = "explicit"
    SOFT_OPT_IN = "soft_opt_in"


Check = Callable[[str], str | None]


@dataclass(frozen=True)
class ConfigurationField:
    """One setting; check answers what is wrong with a value that is not empty, or None."""

    name: str
    label: str
    help_text: str
    check: Check
    default: str = ""
    is_multiline: bool = False
    is_secret: bool = False


def plain_text(value: str) -> str | None:
    # Such a value ends in mail headers and in templates: a line break or a tag would do something there.
    return "write it on one line." if re.search(r"[\r\n]", value) else _no_tags(value)


def several_lines(value: str) -> str | None:
    return _no_tags(value)


def _no_tags(value: str) -> str | None:
    return "it contains a template tag; write plain text." if re.search(r"\{\{|\{%", value) else None


def email_address(value: str) -> str | None:
    try:
        validate_email(value)
    except ValidationError:
        return "this is not an e-mail address; write one like hello@shop.example."
    return None


def web_address(value: str) -> str | None:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError:
        return "this is not a web address; write one like https://shop.example."
    return _no_tags(value)


_ORIGIN = re.compile(r"https?://[A-Za-z0-9.*\[\]:-]+")


def origins(value: str) -> str | None:
    wrong = next((each for each in value.split() if not _ORIGIN.fullmatch(each.rstrip("/"))), None)
    return wrong and f"{wrong[:60]!r} is no address of a site; write one like https://dashboard.shop.example."


def service_addresses(value: str) -> str | None:
    wrong = [number for number, each in enumerate(value.split(), 1) if not re.match(r"[A-Za-z][\w.+-]*://\S", each)]
    # never the value itself: it holds passwords
    return f"address {wrong[0]} is none; write them as Apprise does, separated by spaces." if wrong else None


def product_link(value: str) -> str | None:
    return complaint(value, PRODUCT_PLACEHOLDERS, needed=("slug", "product_id", "variant_id"))


def category_link(value: str) -> str | None:
    return complaint(value, CATEGORY_PLACEHOLDERS, needed=("slug", "category_id"))


def cart_link(value: str) -> str | None:
    return complaint(value, CART_PLACEHOLDERS, needed=("checkout_id",))


def attribute_slug(value: str) -> str | None:
    try:
        validate_slug(value)
    except ValidationError:
        return "this is not a slug; copy it from the attribute in the Dashboard, for example brand."
    return None


def colour(value: str) -> str | None:
    return None if re.fullmatch(r"#[0-9a-fA-F]{6}", value) else "write a colour such as #1f2937."


def language(value: str) -> str | None:
    known = {code for code, _ in settings.LANGUAGES}
    return None if value in known else "the shop does not know this language; write a code such as en or it."


def consent(value: str) -> str | None:
    choices = " or ".join(CustomerConsent)
    return None if value in set(CustomerConsent) else f"write {choices}."


def currency(value: str) -> str | None:
    return None if re.fullmatch(r"[A-Z]{3}", value) else "write the code of a currency, such as EUR."


def exchange_rates(value: str) -> str | None:
    try:
        parse_rates(value)
    except ValueError as error:
        return str(error)
    return None


def parse_rates(value: str) -> dict[str, Decimal]:
    """Read lines such as "USD 0.92": what one unit of a currency is worth in the reporting currency.

    Raises ValueError naming the first line that is wrong.
    """
    rates: dict[str, Decimal] = {}
    for line in filter(None, map(str.strip, value.splitlines())):
        match = re.fullmatch(r"([A-Z]{3})[ =:]+(\d{1,9}(?:\.\d{1,9})?)", line)
        if match is None or not Decimal(match[2]):
            raise ValueError(f"{line[:40]!r} is no rate; write one currency on each line, for example USD 0.92.")
        if match[1] in rates:
            raise ValueError(f"{match[1]} has two rates; write one.")
        rates[match[1]] = Decimal(match[2])
    return rates


def whole_number(lowest: int, highest: int) -> Check:
    def check(value: str) -> str | None:
        if re.fullmatch(r"\d{1,9}", value) and lowest <= int(value) <= highest:
            return None
        return f"write a whole number from {lowest} to {highest}."

    return check


def yes_or_no(value: str) -> str | None:
    return None if value in ("yes", "no") else "write yes or no."


FIELDS: tuple[ConfigurationField, ...] = (
    ConfigurationField(
        "sender_name",
        "Sender name",
        "The name people see in their inbox. Empty: the shop name.",
        plain_text,
    ),
    ConfigurationField(
        "sender_address",
        "Sender e-mail address",
        "The address mails come from. Its domain must allow your mail server (SPF, DKIM). "
        "Empty: the address the shop itself sends from.",
        email_address,
    ),
    ConfigurationField(
        "reply_to", "Reply-to address", "Where answers go. Empty: to the sender address.", email_address
    ),
    ConfigurationField(
        "shop_name", "Shop name", "How the shop is called in mails. Empty: its name in Saleor.", plain_text
    ),
    ConfigurationField(
        "postal_address",
        "Postal address",
        "Stands at the foot of every mail. The law of most countries demands it of marketing mail.",
        several_lines,
        is_multiline=True,
    ),
    ConfigurationField(
        "storefront_url",
        "Storefront address",
        "Where customers shop, for example https://shop.example.",
        web_address,
    ),
    ConfigurationField(
        "product_url",
        "Link to a product",
        "May use {storefront}, {channel}, {language}, {slug}, {product_id} and {variant_id}.",
        product_link,
        default="{storefront}/{channel}/products/{slug}/",
    ),
    ConfigurationField(
        "category_url",
        "Link to a category",
        "Where a link leads whose product is gone. "
        "May use {storefront}, {channel}, {language}, {slug} and {category_id}.",
        category_link,
        default="{storefront}/{channel}/categories/{slug}/",
    ),
    ConfigurationField(
        "cart_url",
        "Link back to a cart",
        "May use {storefront}, {channel}, {language} and {checkout_id}.",
        cart_link,
        default="{storefront}/{channel}/cart/{checkout_id}/",
    ),
    ConfigurationField(
        "brand_attribute",
        "Brand attribute",
        "The slug of the product attribute that holds the brand.",
        attribute_slug,
        default="brand",
    ),
    ConfigurationField(
        "customer_consent",
        "Who may get marketing mail",
        "explicit: only people who subscribed. soft_opt_in: also people who ordered, until they say no; "
        "allowed in some countries only, and only for products like those they bought.",
        consent,
        default=CustomerConsent.EXPLICIT.value,
    ),
    ConfigurationField(
        "cart_idle_minutes",
        "Cart counts as abandoned after (minutes)",
        "Minutes without a change. From 10 to 10080, which is a week.",
        whole_number(10, 10_080),
        default="60",
    ),
    ConfigurationField(
        "attribution_days",
        "An order counts for a mail during (days)",
        "Days after a click in which an order is credited to the mail. From 1 to 90.",
        whole_number(1, 90),
        default="5",
    ),
    ConfigurationField(
        "low_stock_threshold",
        "Say that stock is low from (pieces)",
        "Mails say how many are left when there are this many or fewer. 0: never. At most 1000.",
        whole_number(0, 1000),
        default="5",
    ),
    ConfigurationField("logo_url", "Logo", "Address of an image, shown at the top of mails.", web_address),
    ConfigurationField("accent_color", "Accent colour", "Colour of buttons and links.", colour, default="#1f2937"),
    ConfigurationField(
        "default_language",
        "Language",
        "Code of the language for people whose own is not known.",
        language,
        default="en",
    ),
    ConfigurationField(
        "dashboard_url",
        "Address of the automation in the Dashboard",
        "Notices to the team link to people there, for example https://shop.example/dashboard/extensions/app/QXBwOjE=. "
        "Empty: no link.",
        web_address,
    ),
    ConfigurationField(
        "team_services",
        "Services that tell the team",
        "Addresses of chat, SMS and other services as Apprise writes them, separated by spaces. Kept secret.",
        service_addresses,
        is_secret=True,
    ),
    ConfigurationField(
        "reporting_currency",
        "Reporting currency",
        "Code of the currency that amounts in several currencies are added up in, for example EUR. "
        "Empty: they are never added up.",
        currency,
    ),
    ConfigurationField(
        "exchange_rates",
        "Exchange rates",
        "One currency on each line with what one unit of it is worth in the reporting currency, for example USD 0.92. "
        "Amounts in a currency without a rate count nothing.",
        exchange_rates,
        is_multiline=True,
    ),
    ConfigurationField(
        "keep_ip_address",
        "Keep the network address of who agrees",
        "yes or no. As a part of the proof of consent; it is personal data, so keep it only if you need it.",
        yes_or_no,
        default="no",
    ),
    ConfigurationField(
        "dashboard_origins",
        "Addresses of the Dashboard",
        "Sites that may show the Dashboard extension, separated by spaces, for example https://dashboard.shop.example. "
        "Empty: every site.",
        origins,
    ),
)
