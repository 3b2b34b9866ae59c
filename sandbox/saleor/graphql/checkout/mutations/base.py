import datetime

import graphene
from django.core.exceptions import ValidationError

from ....checkout import models
from ....checkout.calculations import invalidate_prices
from ....checkout.error_codes import CheckoutErrorCode
from ....product.models import ProductChannelListing, ProductVariant, ProductVariantChannelListing
from ....site.models import SiteSettings
from ....warehouse.availability import available_quantities
from ...core.context import SyncWebhookControlContext
from ...core.mutations import BaseMutation
from ...core.scalars import UUID
from ...plugins.dataloaders import get_plugin_manager_promise
from ..types import Checkout


def refuse(field: str | None, message: str, code: CheckoutErrorCode, **params):
    error = ValidationError(message, code=code.value, params=params or None)
    raise ValidationError({field: error}) if field else error


class CheckoutArguments:
    """A checkout is named by its id; checkoutId and token are older ways to do it."""

    id = graphene.ID(description="The checkout's ID.")
    checkout_id = graphene.ID(description="The ID of the checkout. Use `id` instead.")
    token = UUID(description="Checkout token. Use `id` instead.")


class CheckoutFinder(BaseMutation):
    class Meta:
        abstract = True

    @classmethod
    def get_checkout(cls, info, id=None, checkout_id=None, token=None) -> models.Checkout:
        given = [value for value in (id, checkout_id, token) if value]
        if len(given) != 1:
            message = "Argument 'id' is required." if not given else "Only one of the ids may be given."
            raise ValidationError(message, code=CheckoutErrorCode.GRAPHQL_ERROR.value)
        checkouts = models.Checkout.objects.select_related("channel", "user", "metadata_storage")
        if token:
            checkout = checkouts.filter(token=token).first()
            if not checkout:
                refuse("token", f"Couldn't resolve to a node: {token}.", CheckoutErrorCode.NOT_FOUND)
            return checkout
        field = "id" if id else "checkout_id"
        return cls.get_node_or_error(info, id or checkout_id, only_type=Checkout, field=field, qs=checkouts)


class CheckoutMutation(CheckoutFinder):
    """A change of one checkout, after which checkout_updated is told."""

    checkout = graphene.Field(Checkout, description="An updated checkout.")

    class Meta:
        abstract = True

    @classmethod
    def finish(cls, info, checkout: models.Checkout):
        invalidate_prices(checkout)
        checkout.save()
        manager = get_plugin_manager_promise(info.context).get()
        cls.call_event(manager.checkout_updated, checkout)
        return cls(checkout=SyncWebhookControlContext(checkout))


def variants_of(mutation, global_ids: list[str], channel) -> dict[str, ProductVariant]:
    """Return the variants by their global id. Raises ValidationError unless all can be bought in the channel."""
    if not global_ids:
        return {}
    variants = mutation.get_nodes_or_error(
        list(dict.fromkeys(global_ids)),
        "variant_id",
        only_type="ProductVariant",
        qs=ProductVariant.objects.select_related("product"),
    )
    by_pk = {variant.pk: variant for variant in variants}
    _check_on_sale(by_pk, channel)
    return {graphene.Node.to_global_id("ProductVariant", pk): variant for pk, variant in by_pk.items()}


def _check_on_sale(variants: dict[int, ProductVariant], channel):
    """Refuse, in Saleor's order, what is not for sale yet, has no price, or is not published."""
    now = datetime.datetime.now(tz=datetime.UTC)
    listings = ProductChannelListing.objects.filter(
        channel=channel, product_id__in=[variant.product_id for variant in variants.values()]
    )
    for_sale = listings.filter(available_for_purchase_at__lte=now).values_list("product_id", flat=True)
    _refuse_missing(
        variants,
        _of_products(variants, for_sale),
        "Cannot add lines for unavailable for purchase variants.",
        CheckoutErrorCode.PRODUCT_UNAVAILABLE_FOR_PURCHASE,
    )
    priced = ProductVariantChannelListing.objects.filter(
        variant_id__in=variants, channel=channel, price_amount__isnull=False
    ).values_list("variant_id", flat=True)
    _refuse_missing(
        variants,
        set(priced),
        "Cannot add lines with unavailable variants.",
        CheckoutErrorCode.UNAVAILABLE_VARIANT_IN_CHANNEL,
    )
    published = listings.filter(is_published=True).values_list("product_id", flat=True)
    _refuse_missing(
        variants,
        _of_products(variants, published),
        "Cannot add lines for unpublished variants.",
        CheckoutErrorCode.PRODUCT_NOT_PUBLISHED,
    )


def _of_products(variants: dict[int, ProductVariant], product_ids) -> set[int]:
    product_ids = set(product_ids)
    return {pk for pk, variant in variants.items() if variant.product_id in product_ids}


def _refuse_missing(variants, present: set[int], message: str, code: CheckoutErrorCode):
    missing = sorted(set(variants) - present)
    if missing:
        refuse(
            "lines",
            message,
            code,
            variants=[graphene.Node.to_global_id("ProductVariant", pk) for pk in missing],
        )


def check_quantities(wanted: dict[ProductVariant, int], channel_slug: str):
    """Raise ValidationError if a total quantity of a variant is over the limit, or over what is in stock."""
    limit = SiteSettings.objects.first().limit_quantity_per_checkout
    available = available_quantities([variant.pk for variant in wanted], channel_slug)
    short = []
    for variant, quantity in wanted.items():
        allowed = min((cap for cap in (limit, variant.quantity_limit_per_customer) if cap is not None), default=None)
        if allowed is not None and quantity > allowed:
            refuse(
                "quantity",
                f"Cannot add more than {allowed} times this item: {variant}.",
                CheckoutErrorCode.QUANTITY_GREATER_THAN_LIMIT,
            )
        if variant.track_inventory and quantity > available[variant.pk]:
            short.append(
                ValidationError(
                    f"Could not add items {variant}. Only {available[variant.pk]} remaining in stock.",
                    code=CheckoutErrorCode.INSUFFICIENT_STOCK.value,
                )
            )
    if short:
        raise ValidationError({"quantity": short})
