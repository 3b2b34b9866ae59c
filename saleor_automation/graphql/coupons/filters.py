import django_filters
import graphene

from ...core.clock import utc_now
from ...coupons.codes import in_states
from ..common import DOC_CATEGORY
from ..filtering import any_of, belonging_to, between
from ..toolkit import DateTimeRangeInput, FilterInputObjectType, ListObjectTypeFilter, ObjectTypeFilter
from .enums import CouponKindEnum, CouponStateEnum


class CouponFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(field_name="name", lookup_expr="icontains", help_text="Text the name contains.")
    slugs = ListObjectTypeFilter(
        input_class=graphene.String, method=any_of("slug"), help_text="Slugs; one of them is enough."
    )
    kinds = ListObjectTypeFilter(
        input_class=CouponKindEnum, method=any_of("kind"), help_text="Kinds; one of them is enough."
    )
    is_paused = django_filters.BooleanFilter(field_name="is_paused", help_text="Whether it is paused.")


class CouponFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationCouponFilterInput"
        description = "Which coupons; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = CouponFilter


def _any_state(queryset, _name, states):
    return queryset.filter(in_states(states, utc_now())) if states else queryset


def _exact_code(queryset, _name, code):
    return queryset.filter(code=code.strip().upper())


class CouponCodeFilter(django_filters.FilterSet):
    coupon = django_filters.CharFilter(
        method=belonging_to("policy_id", "AutomationCoupon"), help_text="ID of the coupon they belong to."
    )
    contact = django_filters.CharFilter(
        method=belonging_to("contact_id", "AutomationContact"), help_text="ID of the contact they were given to."
    )
    code = django_filters.CharFilter(method=_exact_code, help_text="A whole code, in any case.")
    states = ListObjectTypeFilter(
        input_class=CouponStateEnum, method=_any_state, help_text="States; one of them is enough."
    )
    issued_at = ObjectTypeFilter(
        input_class=DateTimeRangeInput, method=between("issued_at"), help_text="When they were given."
    )
    expires_at = ObjectTypeFilter(
        input_class=DateTimeRangeInput, method=between("expires_at"), help_text="When they end."
    )


class CouponCodeFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationCouponCodeFilterInput"
        description = "Which people's coupons; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = CouponCodeFilter
