"""Product lists, and what they are filled from: the shop's shelf as it was last seen, sales by day, what people
look at, what mails have shown, and what has turned in the catalogue.
"""

from django.db import models


class ProductList(models.Model):
    """Which products a block shows; definition is what definition.py validates."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=250)
    definition = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class ShelfItem(models.Model):
    """One product as it was sold in one channel when the shop was last looked at.

    is_sold: published, open for purchase and priced. price_amount is the lowest of its variants; units is None when
    a variant is not counted. A product that is gone keeps its row for a while, so that old links find its category.
    """

    product_id = models.IntegerField()
    channel_slug = models.CharField(max_length=255)
    category_id = models.IntegerField(null=True)
    brand = models.CharField(max_length=250, default="")
    successor = models.CharField(max_length=255, default="")
    price_amount = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, default="")
    units = models.IntegerField(null=True)
    is_sold = models.BooleanField(default=False)
    listed_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["product_id", "channel_slug"], name="autom_shelf_once")]
        indexes = [
            # novelties of a channel, newest first
            models.Index(
                fields=["channel_slug", "-listed_at", "product_id"],
                condition=models.Q(is_sold=True),
                name="autom_shelf_newest",
            ),
            # best sellers and novelties of categories and of brands
            models.Index(
                fields=["channel_slug", "category_id"], condition=models.Q(is_sold=True), name="autom_shelf_category"
            ),
            models.Index(fields=["channel_slug", "brand"], condition=models.Q(is_sold=True), name="autom_shelf_brand"),
            # back in stock lately
            models.Index(
                fields=["channel_slug", "-returned_at"],
                condition=models.Q(returned_at__isnull=False),
                name="autom_shelf_returned",
            ),
        ]


class VariantState(models.Model):
    """What was last seen of one variant in one channel: the memory that tells "back in stock" from "in stock"."""

    variant_id = models.IntegerField()
    channel_slug = models.CharField(max_length=255)
    product_id = models.IntegerField()
    price_amount = models.DecimalField(max_digits=20, decimal_places=3)
    units = models.IntegerField(null=True)
    is_sold = models.BooleanField(default=False)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["variant_id", "channel_slug"], name="autom_variant_once")]
        indexes = [models.Index(fields=["product_id"], name="autom_variant_product")]


class ProductSales(models.Model):
    """Units and revenue of one product in one channel on one day (UTC): paid orders, refunds taken off again."""

    channel_slug = models.CharField(max_length=255)
    day = models.DateField()
    product_id = models.IntegerField()
    units = models.IntegerField()
    revenue_amount = models.DecimalField(max_digits=20, decimal_places=3)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            # the days of a window of one channel; product last, because a ranking reads all of them
            models.UniqueConstraint(fields=["channel_slug", "day", "product_id"], name="autom_sales_once"),
        ]
        indexes = [models.Index(fields=["day"], name="autom_sales_day")]


class SalesDay(models.Model):
    """A day whose sales must be counted again, because one of its orders changed."""

    day = models.DateField(primary_key=True)
    marked_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class InterestKind(models.TextChoices):
    CATEGORY = "category"
    BRAND = "brand"
    PRODUCT = "product"


class ContactInterest(models.Model):
    """What a contact looked at beside products (pages of categories and brands), and what they asked to hear about.

    value is the id of a category or product, or the name of a brand; followed_at is set by the custom event "follow".
    """

    contact_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=InterestKind.choices)
    value = models.CharField(max_length=250)
    views_count = models.IntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["contact_id", "kind", "value"], name="autom_interest_once")]
        indexes = [
            # who follows this product, category or brand
            models.Index(fields=["kind", "value"], name="autom_interest_value"),
        ]


class ShownProduct(models.Model):
    """A product a message showed; list_slug is empty for cart and order lines, which do not count as shown lately.

    url_code is a hash of the address its link leads to, by which a click finds the product again.
    """

    message_id = models.BigIntegerField()
    contact_id = models.BigIntegerField()
    product_id = models.IntegerField()
    variant_id = models.IntegerField(null=True)
    channel_slug = models.CharField(max_length=255, default="")
    list_slug = models.CharField(max_length=100, default="")
    url_code = models.BigIntegerField()
    shown_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # already shown lately
            models.Index(fields=["contact_id", "shown_at"], name="autom_shown_contact"),
            # a click
            models.Index(fields=["message_id"], name="autom_shown_message"),
            # retention
            models.Index(fields=["shown_at"], name="autom_shown_at"),
        ]


class TurnKind(models.TextChoices):
    BACK_IN_STOCK = "back_in_stock"
    PRICE_DROPPED = "price_dropped"
    LOW_STOCK = "low_stock"
    PRODUCT_LISTED = "product_listed"


class CatalogueTurn(models.Model):
    """Something that changed in the catalogue and is told to the people it interests, in waves.

    wave_at is the timer of the next wave; it is empty once the turn is over, and outcome says why.
    """

    kind = models.CharField(max_length=16, choices=TurnKind.choices)
    product_id = models.IntegerField()
    channel_slug = models.CharField(max_length=255)
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    wave_at = models.DateTimeField(null=True)
    waves_count = models.IntegerField(default=0)
    audience_count = models.IntegerField(default=0)
    told_count = models.IntegerField(default=0)
    outcome = models.CharField(max_length=32, default="")

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            # one open turn of a kind for a product: two looks at once, or stock that flickers, open no second one
            models.UniqueConstraint(
                fields=["kind", "product_id", "channel_slug"],
                condition=models.Q(wave_at__isnull=False),
                name="autom_turn_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["wave_at"], condition=models.Q(wave_at__isnull=False), name="autom_turn_due"),
            models.Index(fields=["happened_at"], name="autom_turn_happened"),
        ]


class TurnReader(models.Model):
    """Somebody a turn interests; rank is their place in the queue, told_at when an event told their journeys."""

    turn = models.ForeignKey(CatalogueTurn, on_delete=models.CASCADE, db_index=False)
    contact_id = models.BigIntegerField()
    rank = models.IntegerField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["turn", "contact_id"], name="autom_turn_reader_once")]
        indexes = [
            models.Index(
                fields=["turn", "rank"], condition=models.Q(told_at__isnull=True), name="autom_turn_reader_next"
            ),
        ]
