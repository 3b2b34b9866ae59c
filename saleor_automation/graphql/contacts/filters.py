import django_filters
import graphene
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from ...contacts.consent import EMAIL
from ...contacts.models import Consent, ConsentState, ContactList, ContactTag, ListSubscription, Tag
from ..common import DOC_CATEGORY, pk_of
from ..enums import ConsentStateEnum
from ..filtering import between
from ..toolkit import DateTimeRangeInput, FilterInputObjectType, ListObjectTypeFilter, ObjectTypeFilter


def filter_search(queryset: QuerySet, _name: str, value: str) -> QuerySet:
    """Keep contacts whose address or name contains every word."""
    for word in value.split():
        # Addresses are stored in lower case; comparing them as they are is twice as fast as folding every one.
        in_email = Q(email__contains=word.lower())
        queryset = queryset.filter(in_email | Q(first_name__icontains=word) | Q(last_name__icontains=word))
    return queryset


def filter_consent(queryset: QuerySet, _name: str, value: list[str]) -> QuerySet:
    """Keep contacts in one of these states of consent to e-mail; no row means none."""
    if not value:
        return queryset
    said = Consent.objects.using(queryset.db).filter(transport=EMAIL)
    wanted = Q(pk__in=said.filter(state__in=value).values("contact_id"))
    if ConsentState.NONE in value:
        # NOT IN (...) would be read through for each of a million contacts: it does not fit into memory.
        silent = ~Exists(said.filter(contact_id=OuterRef("pk")).exclude(state=ConsentState.NONE))
        wanted = silent if set(value) == {ConsentState.NONE} else wanted | silent
    return queryset.filter(wanted)


def filter_lists(queryset: QuerySet, _name: str, value: list[str]) -> QuerySet:
    """Keep contacts subscribed to one of the lists."""
    if not value:
        return queryset
    # By ids that are known, the planner sees whether a list holds many, and reads contacts, or few, and reads the list.
    list_ids = list(ContactList.objects.using(queryset.db).filter(slug__in=value).values_list("pk", flat=True))
    subscribed = ListSubscription.objects.using(queryset.db).filter(list_id__in=list_ids, state=ConsentState.SUBSCRIBED)
    return queryset.filter(pk__in=subscribed.values("contact_id"))


def filter_tags(queryset: QuerySet, _name: str, value: list[str]) -> QuerySet:
    """Keep contacts with one of the tags, whatever the case of its name."""
    if not value:
        return queryset
    upper = Tag.objects.using(queryset.db).annotate(upper_name=Upper("name"))
    tag_ids = list(upper.filter(upper_name__in=[name.upper() for name in value]).values_list("pk", flat=True))
    marked = ContactTag.objects.using(queryset.db).filter(tag_id__in=tag_ids)
    return queryset.filter(pk__in=marked.values("contact_id"))


def filter_is_customer(queryset: QuerySet, _name: str, value: bool | None) -> QuerySet:
    if value is None:
        return queryset
    return queryset.filter(totals__orders_count__gt=0) if value else queryset.exclude(totals__orders_count__gt=0)


def filter_has_account(queryset: QuerySet, _name: str, value: bool | None) -> QuerySet:
    return queryset if value is None else queryset.filter(user_id__isnull=not value)


def filter_users(queryset: QuerySet, _name: str, value: list[str]) -> QuerySet:
    """Keep the contacts of these customer accounts; raises GraphQLError for an ID of anything else."""
    return queryset.filter(user_id__in=[pk_of(each, "User") for each in value]) if value else queryset


class ContactFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(
        method=filter_search, help_text="Words, each of which the e-mail address or the name contains."
    )
    consent = ListObjectTypeFilter(
        input_class=ConsentStateEnum, method=filter_consent, help_text="States of consent to e-mail."
    )
    tags = ListObjectTypeFilter(
        input_class=graphene.String, method=filter_tags, help_text="Names of tags; one of them is enough."
    )
    lists = ListObjectTypeFilter(
        input_class=graphene.String, method=filter_lists, help_text="Slugs of lists; one of them is enough."
    )
    created_at = ObjectTypeFilter(input_class=DateTimeRangeInput, method=between("created_at"))
    is_customer = django_filters.BooleanFilter(
        method=filter_is_customer, help_text="Whether the contact has ordered at least once."
    )
    has_account = django_filters.BooleanFilter(
        method=filter_has_account, help_text="Whether the contact has a customer account in the shop."
    )
    users = ListObjectTypeFilter(
        input_class=graphene.ID, method=filter_users, help_text="IDs of customer accounts; one of them is enough."
    )


class ContactFilterInput(FilterInputObjectType):
    class Meta:
        name = "AutomationContactFilterInput"
        description = "Which contacts; all given conditions must hold."
        doc_category = DOC_CATEGORY
        filterset_class = ContactFilter
