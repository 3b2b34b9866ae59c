from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from saleor.plugins.models import PluginConfiguration

from saleor_automation.core.exceptions import PermanentError
from saleor_automation.plugin import AutomationPlugin
from saleor_automation.shop.configuration import (
    CONFIG_STRUCTURE,
    DEFAULT_CONFIGURATION,
    PLUGIN_ID,
    check_configuration,
    load_configuration,
)
from saleor_automation.shop.configuration_fields import FIELDS, CustomerConsent

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings):
    """A shop that loads the plugin and has a public address."""
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.PUBLIC_URL = "https://api.shop.example"
    settings.DEFAULT_FROM_EMAIL = "Shop team <noreply@shop.example>"
    return settings


def store(*, active=True, **values):
    items = [{"name": name, "value": value} for name, value in values.items()]
    return PluginConfiguration.objects.create(
        identifier=PLUGIN_ID, name="Automation", active=active, configuration=items
    )


def test_shop_that_never_saved_the_settings_has_the_defaults(shop):
    # when
    configuration = load_configuration()

    # then
    assert configuration.is_active
    assert (configuration.sender_name, configuration.sender_address) == ("Shop team", "noreply@shop.example")
    assert configuration.storefront_url == "https://api.shop.example"
    assert configuration.product_url == "{storefront}/{channel}/products/{slug}/"
    assert configuration.customer_consent is CustomerConsent.EXPLICIT
    assert (configuration.cart_idle_minutes, configuration.attribution_days) == (60, 5)
    assert (configuration.low_stock_threshold, configuration.accent_color) == (5, "#1f2937")
    assert configuration.missing == ("sender_address", "postal_address", "storefront_url")


def test_saved_settings_are_read_as_values(shop):
    # given
    store(
        sender_name="Ada",
        sender_address="ada@shop.example",
        shop_name="Ada's",
        postal_address="1 Main Street\nBoston",
        storefront_url="https://shop.example/",
        customer_consent="soft_opt_in",
        cart_idle_minutes=" 90 ",
        low_stock_threshold="0",
        accent_color="",
    )

    # when
    configuration = load_configuration()

    # then
    assert (configuration.sender_name, configuration.sender_address) == ("Ada", "ada@shop.example")
    assert (configuration.shop_name, configuration.storefront_url) == ("Ada's", "https://shop.example")
    assert configuration.customer_consent is CustomerConsent.SOFT_OPT_IN
    assert (configuration.cart_idle_minutes, configuration.low_stock_threshold) == (90, 0)
    assert configuration.accent_color == "#1f2937"
    assert configuration.missing == ()


def test_configuration_is_one_query(shop, django_assert_num_queries):
    # given
    store(shop_name="Shop")
    load_configuration()  # the shop's own name is read once per process

    # when / then
    with django_assert_num_queries(1):
        load_configuration()


def test_switched_off_plugin_is_told(shop):
    # given
    store(active=False)

    # when
    configuration = load_configuration()

    # then
    assert not configuration.is_active


def test_shop_that_does_not_load_the_plugin_has_it_switched_off(shop):
    # given
    shop.PLUGINS = []

    # when
    configuration = load_configuration()

    # then
    assert not configuration.is_active


def test_stored_value_that_makes_no_sense_is_refused(shop):
    # given
    store(cart_idle_minutes="soon")

    # when
    with pytest.raises(PermanentError) as refused:
        load_configuration()

    # then
    assert str(refused.value) == (
        "Plugin setting cart_idle_minutes: write a whole number from 10 to 10080. Change it in the plugin's settings."
    )


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("sender_name", "Ada\nBcc: x@example.com", "Write it on one line."),
        ("shop_name", "{{ contact.email }}", "It contains a template tag; write plain text."),
        ("sender_address", "ada@", "This is not an e-mail address; write one like hello@shop.example."),
        ("reply_to", "ada", "This is not an e-mail address; write one like hello@shop.example."),
        ("storefront_url", "shop.example", "This is not a web address; write one like https://shop.example."),
        ("logo_url", "javascript:alert(1)", "This is not a web address; write one like https://shop.example."),
        (
            "product_url",
            "{storefront}/{sku}",
            "{sku} is not known here; use "
            "{storefront}, {channel}, {language}, {slug}, {product_id}, {variant_id}.",
        ),
        (
            "product_url",
            "{storefront}/products",
            "It leads to the same page for all; use {slug} or {product_id} or {variant_id}.",
        ),
        ("product_url", "/products/{slug}", "It does not begin with {storefront} or https://."),
        (
            "cart_url",
            "{storefront}/cart/{checkout_id",
            "A brace stands alone; use {storefront}, {channel}, {language}, {checkout_id}.",
        ),
        ("brand_attribute", "my brand",
         "This is not a slug; copy it from the attribute in the Dashboard, for example brand."),
        ("customer_consent", "yes", "Write explicit or soft_opt_in."),
        ("cart_idle_minutes", "5", "Write a whole number from 10 to 10080."),
        ("attribution_days", "1.5", "Write a whole number from 1 to 90."),
        ("low_stock_threshold", "-1", "Write a whole number from 0 to 1000."),
        ("accent_color", "red", "Write a colour such as #1f2937."),
        ("default_language", "xx", "The shop does not know this language; write a code such as en or it."),
    ],
)  # fmt: skip
def test_setting_that_makes_no_sense_is_refused_with_a_sentence(name, value, text):
    # when
    with pytest.raises(ValidationError) as refused:
        check_configuration([{"name": name, "value": value}, {"name": "shop_name_", "value": "ignored"}])

    # then
    assert refused.value.message_dict == {name: [text]}
    assert refused.value.error_dict[name][0].code == "invalid"


def test_settings_left_empty_pass():
    # given
    items = [{"name": item["name"], "value": value} for item in DEFAULT_CONFIGURATION for value in ("", None)]

    # when / then
    check_configuration(items)
    check_configuration(DEFAULT_CONFIGURATION)


def test_saving_goes_through_the_checks(shop):
    # given
    from saleor.plugins.manager import get_plugins_manager

    # when
    with pytest.raises(ValidationError):
        get_plugins_manager(allow_replica=False).save_plugin_configuration(
            PLUGIN_ID, None, {"configuration": [{"name": "accent_color", "value": "red"}]}
        )
    get_plugins_manager(allow_replica=False).save_plugin_configuration(
        PLUGIN_ID, None, {"configuration": [{"name": "accent_color", "value": "#aa0000"}]}
    )

    # then
    assert load_configuration().accent_color == "#aa0000"


def test_every_setting_is_explained_in_the_dashboard():
    # then
    assert AutomationPlugin.CONFIG_STRUCTURE is CONFIG_STRUCTURE
    assert [item["name"] for item in DEFAULT_CONFIGURATION] == list(CONFIG_STRUCTURE)
    assert all(field["label"] and field["help_text"].endswith(".") for field in CONFIG_STRUCTURE.values())


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_setting_is_in_the_reference(field):
    # given
    page = Path(__file__).resolve().parents[3] / "docs" / "reference" / "plugin-settings.md"
    default = f"`{field.default}`" if field.default else "(empty)"

    # then
    assert f"| {field.label} | `{field.name}` | {default} | {field.help_text} |" in page.read_text()
