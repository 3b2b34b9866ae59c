import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ..channel.models import Channel
from ..permission.enums import ProductPermissions
from ..permission.utils import has_one_of_permissions


def _is_published(prefix: str = "") -> Q:
    now = datetime.datetime.now(tz=datetime.UTC)
    reached = Q(**{f"{prefix}published_at__lte": now}) | Q(**{f"{prefix}published_at__isnull": True})
    return reached & Q(**{f"{prefix}is_published": True})


class ProductsQueryset(models.QuerySet):
    def published(self, channel: Channel):
        from .models import ProductChannelListing

        if not channel.is_active:
            return self.none()
        listings = ProductChannelListing.objects.using(self.db).filter(_is_published(), channel_id=channel.id)
        return self.filter(Exists(listings.filter(product_id=OuterRef("pk"))))

    def published_with_variants(self, channel: Channel):
        """Published products of which at least one variant has a price in the channel."""
        from .models import ProductVariantChannelListing

        if not channel.is_active:
            return self.none()
        priced = ProductVariantChannelListing.objects.using(self.db).filter(
            channel_id=channel.id, price_amount__isnull=False, variant__product_id=OuterRef("pk")
        )
        return self.published(channel).filter(Exists(priced))

    def visible_to_user(self, requestor, channel: Channel | None, limited_channel_access: bool):
        """All products for staff who manage them (of the channel, when one was asked for), else published ones."""
        if not has_one_of_permissions(requestor, [ProductPermissions.MANAGE_PRODUCTS]):
            return self.published_with_variants(channel) if channel else self.none()
        if not limited_channel_access:
            return self.all()
        return self.filter(channel_listings__channel_id=channel.id) if channel else self.none()


class ProductVariantQueryset(models.QuerySet):
    def available_in_channel(self, channel: Channel | None):
        from .models import ProductVariantChannelListing

        if not channel:
            return self.none()
        listings = ProductVariantChannelListing.objects.using(self.db).filter(
            price_amount__isnull=False, channel_id=channel.id
        )
        return self.filter(Exists(listings.filter(variant_id=OuterRef("pk"))))


class CollectionsQueryset(models.QuerySet):
    def published(self, channel_slug: str):
        return self.filter(
            _is_published("channel_listings__"),
            channel_listings__channel__slug=str(channel_slug),
            channel_listings__channel__is_active=True,
        )

    def visible_to_user(self, requestor, channel_slug: str | None):
        if has_one_of_permissions(requestor, [ProductPermissions.MANAGE_PRODUCTS]):
            return self.filter(channel_listings__channel__slug=channel_slug) if channel_slug else self.all()
        return self.published(channel_slug) if channel_slug else self.none()


ProductManager = models.Manager.from_queryset(ProductsQueryset)
ProductVariantManager = models.Manager.from_queryset(ProductVariantQueryset)
CollectionManager = models.Manager.from_queryset(CollectionsQueryset)
