"""What hangs on contacts, each in one query for a whole page of them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from ...contacts.models import (
    Consent,
    Contact,
    ContactMoney,
    ContactTag,
    ContactTotals,
    ListSubscription,
)
from ..toolkit import DataLoader


class ContactByIdLoader(DataLoader):
    context_key = "automation_contact_by_id"

    def batch_load(self, keys: Iterable[int]) -> list[Contact | None]:
        contacts = Contact.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [contacts.get(key) for key in keys]


class ContactByUserIdLoader(DataLoader):
    context_key = "automation_contact_by_user_id"

    def batch_load(self, keys: Iterable[int]) -> list[Contact | None]:
        contacts = Contact.objects.using(self.database_connection_name).in_bulk(list(keys), field_name="user_id")
        return [contacts.get(key) for key in keys]


class ConsentsByContactLoader(DataLoader):
    context_key = "automation_consents_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[list[Consent]]:
        consents = Consent.objects.using(self.database_connection_name).filter(contact_id__in=keys)
        return _grouped(consents.order_by("transport"), keys)


class SubscriptionsByContactLoader(DataLoader):
    context_key = "automation_subscriptions_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[list[ListSubscription]]:
        subscriptions = (
            ListSubscription.objects.using(self.database_connection_name)
            .filter(contact_id__in=keys)
            .select_related("list")
            .order_by("list__name", "id")
        )
        return _grouped(subscriptions, keys)


class ListCountsLoader(DataLoader):
    """How many contacts stand on a list in which state."""

    context_key = "automation_list_counts"

    def batch_load(self, keys: Iterable[int]) -> list[dict[str, int]]:
        rows = (
            ListSubscription.objects.using(self.database_connection_name)
            .filter(list_id__in=keys)
            .values_list("list_id", "state")
            .annotate(number=Count("id"))
        )
        counts = defaultdict(dict)
        for list_id, state, number in rows:
            counts[list_id][state] = number
        return [counts[key] for key in keys]


class TagsByContactLoader(DataLoader):
    context_key = "automation_tags_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[list[ContactTag]]:
        marks = (
            ContactTag.objects.using(self.database_connection_name)
            .filter(contact_id__in=keys)
            .select_related("tag")
            .order_by("tag__name", "id")
        )
        return _grouped(marks, keys)


class TotalsByContactLoader(DataLoader):
    """A contact nothing was counted for yet has all its totals at zero."""

    context_key = "automation_totals_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[ContactTotals]:
        totals = ContactTotals.objects.using(self.database_connection_name).in_bulk(list(keys))
        return [totals.get(key) or ContactTotals(contact_id=key) for key in keys]


class MoneyByContactLoader(DataLoader):
    context_key = "automation_money_by_contact"

    def batch_load(self, keys: Iterable[int]) -> list[list[ContactMoney]]:
        money = ContactMoney.objects.using(self.database_connection_name).filter(contact_id__in=keys)
        return _grouped(money.order_by("currency"), keys)


def _grouped(rows: Iterable, keys: Iterable[int]) -> list[list]:
    by_contact = defaultdict(list)
    for row in rows:
        by_contact[row.contact_id].append(row)
    return [by_contact[key] for key in keys]
