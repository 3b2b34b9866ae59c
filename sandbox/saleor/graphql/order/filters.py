import django_filters
import graphene
from django.db.models import Q

from ...order.models import Order
from ..core.filters import (
    FilterInputObjectType,
    GlobalIDMultipleChoiceFilter,
    ListObjectTypeFilter,
    MetadataFilterBase,
    ObjectTypeFilter,
)
from ..core.types import DateRangeInput, DateTimeRangeInput, SortInputObjectType
from ..utils import resolve_global_ids_to_primary_keys
from .types import OrderChargeStatusEnum


def filter_range(queryset, column: str, value: dict):
    for bound in ("gte", "lte"):
        if value.get(bound) is not None:
            queryset = queryset.filter(**{f"{column}__{bound}": value[bound]})
    return queryset


class OrderFilter(MetadataFilterBase):
    customer = django_filters.CharFilter(method="filter_customer")
    search = django_filters.CharFilter(method="filter_search")
    created = ObjectTypeFilter(input_class=DateRangeInput, method="filter_created")
    updated_at = ObjectTypeFilter(input_class=DateTimeRangeInput, method="filter_updated_at")
    channels = GlobalIDMultipleChoiceFilter(method="filter_channels")
    ids = GlobalIDMultipleChoiceFilter(method="filter_ids")
    charge_status = ListObjectTypeFilter(input_class=OrderChargeStatusEnum, method="filter_charge_status")
    numbers = ListObjectTypeFilter(input_class=graphene.String, method="filter_numbers")

    class Meta:
        model = Order
        fields = ["customer", "search", "created", "updated_at", "channels", "ids", "charge_status", "numbers"]

    def filter_customer(self, queryset, _name, value):
        return queryset.filter(
            Q(user_email__icontains=value)
            | Q(user__email__icontains=value)
            | Q(user__first_name__icontains=value)
            | Q(user__last_name__icontains=value)
        )

    def filter_search(self, queryset, name, value):
        if value.removeprefix("#").isdigit():
            return queryset.filter(number=value.removeprefix("#"))
        return self.filter_customer(queryset, name, value)

    def filter_created(self, queryset, _name, value):
        return filter_range(queryset, "created_at__date", value)

    def filter_updated_at(self, queryset, _name, value):
        return filter_range(queryset, "updated_at", value)

    def filter_channels(self, queryset, _name, ids):
        _, pks = resolve_global_ids_to_primary_keys(ids, "Channel")
        return queryset.filter(channel_id__in=pks) if ids else queryset

    def filter_ids(self, queryset, _name, ids):
        _, pks = resolve_global_ids_to_primary_keys(ids, "Order")
        return queryset.filter(pk__in=pks) if ids else queryset

    def filter_charge_status(self, queryset, _name, values):
        return queryset.filter(charge_status__in=values) if values else queryset

    def filter_numbers(self, queryset, _name, values):
        return queryset.filter(number__in=values) if values else queryset


class OrderFilterInput(FilterInputObjectType):
    class Meta:
        filterset_class = OrderFilter


class OrderSortField(graphene.Enum):
    NUMBER = ["number"]
    CREATED_AT = ["created_at", "status", "pk"]
    LAST_MODIFIED_AT = ["updated_at", "status", "pk"]
    STATUS = ["status", "charge_status", "pk"]


class OrderSortingInput(SortInputObjectType):
    class Meta:
        sort_enum = OrderSortField
        type_name = "orders"
