"""Who: contacts, their consent, lists and tags, and the running totals of what they did.

A foreign key that leads a unique constraint has no index of its own: the constraint's serves it.
"""

from django.db import models
from django.db.models.functions import Greatest, Lower, Upper


class ConsentState(models.TextChoices):
    NONE = "none"
    PENDING = "pending"
    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


class Contact(models.Model):
    """One person the shop may write to: one row per e-mail address, stored lower-case."""

    email = models.CharField(max_length=254, unique=True)
    user_id = models.IntegerField(null=True, unique=True)
    first_name = models.CharField(max_length=256, default="")
    last_name = models.CharField(max_length=256, default="")
    language_code = models.CharField(max_length=35, default="")
    country_code = models.CharField(max_length=2, default="")
    country_area = models.CharField(max_length=128, default="")
    city = models.CharField(max_length=256, default="")
    postal_code = models.CharField(max_length=20, default="")
    time_zone = models.CharField(max_length=64, default="")
    channel_slug = models.CharField(max_length=255, default="")
    origin = models.CharField(max_length=32, default="")
    profile_at = models.DateTimeField(null=True)
    """When the newest thing said of name, language and place was said; what is older only fills gaps."""
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        permissions = (("manage_automation", "Manage marketing automation."),)
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="autom_contact_email_lower_case"),
        ]
        indexes = [
            # newest first in the list of contacts
            models.Index(fields=["-created_at", "-id"], name="autom_contact_newest"),
        ]


class Consent(models.Model):
    """What a contact allows on one transport, with where and when it was said; no row means none."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consents", db_index=False)
    transport = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=ConsentState.choices)
    source = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    proof = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["contact", "transport"], name="autom_consent_one_per_transport"),
        ]


class Suppression(models.Model):
    """An address never to be written to again, kept as a keyed hash so that it outlives an erasure."""

    address_hash = models.CharField(max_length=64, primary_key=True)
    reason = models.CharField(max_length=16)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class ContactList(models.Model):
    """A broad state a person chose or the shop gave: newsletter, customers, leads.

    On a list with double opt-in a person stands as pending until they confirm by mail. Storefronts and the preferences
    page offer only public lists.
    """

    slug = models.SlugField(max_length=255, unique=True)
    name = models.CharField(max_length=250)
    description = models.TextField(default="", db_default="")
    is_double_opt_in = models.BooleanField(default=False, db_default=False)
    is_public = models.BooleanField(default=True, db_default=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()


class ListSubscription(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="subscriptions")
    list = models.ForeignKey(ContactList, on_delete=models.CASCADE, related_name="subscriptions", db_index=False)
    state = models.CharField(max_length=16, choices=ConsentState.choices)
    source = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    proof = models.JSONField(default=dict, db_default={})

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["list", "contact"], name="autom_subscription_one_per_list"),
        ]


class Tag(models.Model):
    """A dated, changeable mark; the name is what people read, unique whatever its case."""

    name = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(Upper("name"), name="autom_tag_name_once")]


class ContactTag(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="tag_marks")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="marks", db_index=False)
    assigned_at = models.DateTimeField()
    source = models.CharField(max_length=64, default="")

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["tag", "contact"], name="autom_contact_tag_once"),
        ]


class Visitor(models.Model):
    """An anonymous browser; it becomes part of a contact when the person says who they are.

    The counts are what no contact has claimed yet. is_proven tells a person who logged in or came through a mail from
    one who only typed an address: the latter is shown nothing the shop knows of that address.
    """

    id = models.UUIDField(primary_key=True)
    contact_id = models.BigIntegerField(null=True)
    is_proven = models.BooleanField(default=False, db_default=False)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    visits_count = models.IntegerField(default=0, db_default=0)
    visit_began_at = models.DateTimeField(null=True)
    last_visit_at = models.DateTimeField(null=True)
    views_count = models.IntegerField(default=0, db_default=0)
    last_view_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # purge of visitors nobody has heard of for a while; those with a name stay
            models.Index(
                fields=["last_seen_at"],
                condition=models.Q(contact_id__isnull=True),
                name="autom_visitor_nameless",
            ),
            models.Index(fields=["contact_id"], name="autom_visitor_contact"),
        ]


class VisitorProduct(models.Model):
    """How often a visitor without a name looked at one product."""

    visitor_id = models.UUIDField()
    product_id = models.IntegerField()
    views_count = models.IntegerField(default=0)
    last_viewed_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["visitor_id", "product_id"], name="autom_visitor_product_once")]


class ContactTotals(models.Model):
    """Running totals of one contact, kept by the pass; segments read these instead of the events."""

    contact = models.OneToOneField(
        Contact,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="totals",
        db_column="contact_id",
    )
    orders_count = models.IntegerField(default=0)
    first_order_at = models.DateTimeField(null=True)
    last_order_at = models.DateTimeField(null=True)
    cancelled_count = models.IntegerField(default=0)
    carts_abandoned_count = models.IntegerField(default=0)
    last_cart_abandoned_at = models.DateTimeField(null=True)
    visits_count = models.IntegerField(default=0)
    last_visit_at = models.DateTimeField(null=True)
    views_count = models.IntegerField(default=0)
    last_view_at = models.DateTimeField(null=True)
    messages_count = models.IntegerField(default=0)
    last_message_at = models.DateTimeField(null=True)
    opens_count = models.IntegerField(default=0)
    last_open_at = models.DateTimeField(null=True)
    clicks_count = models.IntegerField(default=0)
    last_click_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # date triggers, which every pass looks through, and "time since the last order"
            models.Index(fields=["last_order_at"], name="autom_totals_last_order"),
            models.Index(fields=["first_order_at"], name="autom_totals_first_order"),
            # most orders first in the list of contacts; people who are imported have none, and cost nothing
            models.Index(
                fields=["orders_count", "contact"],
                condition=models.Q(orders_count__gt=0),
                name="autom_totals_orders",
            ),
            models.Index(fields=["last_cart_abandoned_at"], name="autom_totals_last_cart"),
            # the same for the last sign of life, worked out as segments do
            models.Index(
                Greatest("last_open_at", "last_click_at", "last_visit_at", "last_order_at"),
                name="autom_totals_last_engaged",
            ),
        ]


class ContactMoney(models.Model):
    """What a contact spent in one currency; gross, cancelled orders taken off again."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="money", db_index=False)
    currency = models.CharField(max_length=3)
    orders_count = models.IntegerField(default=0)
    spent_amount = models.DecimalField(max_digits=20, decimal_places=3, default=0)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["contact", "currency"], name="autom_money_one_per_currency")]


class ContactProduct(models.Model):
    """What a contact did with one product."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="products", db_index=False)
    product_id = models.IntegerField()
    views_count = models.IntegerField(default=0)
    last_viewed_at = models.DateTimeField(null=True)
    bought_quantity = models.IntegerField(default=0)
    last_bought_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["contact", "product_id"], name="autom_contact_product_once"),
        ]
        indexes = [
            # who bought or viewed this product
            models.Index(fields=["product_id", "last_bought_at"], name="autom_product_bought"),
        ]


class TouchedContact(models.Model):
    """A contact whose data changed outside of an event; see touched.py. Rows are only added and taken away."""

    contact_id = models.BigIntegerField()
    due_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
        indexes = [
            # the pass that checks segments again, oldest first
            models.Index(fields=["due_at", "id"], name="autom_touched_due"),
        ]
