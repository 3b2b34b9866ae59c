import uuid

from django.db import models
from django.db.models import F

from ..account.models import Address
from ..channel.models import Channel
from ..core.models import ModelWithExternalReference, ModelWithMetadata, SortableModel
from ..order.models import OrderLine
from ..product.models import ProductVariant


class Warehouse(ModelWithMetadata, ModelWithExternalReference):
    id = models.UUIDField(default=uuid.uuid4, primary_key=True)
    name = models.CharField(max_length=250)
    slug = models.SlugField(max_length=255, unique=True, allow_unicode=True)
    channels = models.ManyToManyField(Channel, related_name="warehouses", through="warehouse.ChannelWarehouse")
    address = models.ForeignKey(Address, on_delete=models.PROTECT)
    email = models.EmailField(blank=True, default="")
    is_private = models.BooleanField(default=True)

    class Meta:
        ordering = ("-slug",)

    def __str__(self):
        return self.name


class ChannelWarehouse(SortableModel):
    channel = models.ForeignKey(Channel, related_name="channelwarehouse", on_delete=models.CASCADE)
    warehouse = models.ForeignKey(Warehouse, related_name="channelwarehouse", on_delete=models.CASCADE)

    class Meta:
        unique_together = [["channel", "warehouse"]]
        ordering = ("sort_order", "pk")

    def get_ordering_queryset(self):
        return self.channel.channelwarehouse.all()


class StockQuerySet(models.QuerySet):
    def for_channel(self, channel_slug: str):
        return self.filter(warehouse__channels__slug=channel_slug)

    def annotate_available_quantity(self):
        return self.annotate(available_quantity=F("quantity") - F("quantity_allocated"))


class Stock(models.Model):
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE)
    product_variant = models.ForeignKey(ProductVariant, on_delete=models.CASCADE, related_name="stocks")
    quantity = models.IntegerField(default=0)
    quantity_allocated = models.IntegerField(default=0)

    objects = StockQuerySet.as_manager()

    class Meta:
        unique_together = [["warehouse", "product_variant"]]
        ordering = ("pk",)


class Allocation(models.Model):
    """Pieces of a stock promised to an order line that is not fulfilled yet."""

    order_line = models.ForeignKey(OrderLine, related_name="allocations", on_delete=models.CASCADE)
    stock = models.ForeignKey(Stock, related_name="allocations", on_delete=models.CASCADE)
    quantity_allocated = models.PositiveIntegerField(default=0)

    class Meta:
        unique_together = [["order_line", "stock"]]
        ordering = ("pk",)
