from datetime import timedelta

from saleor_automation import pipeline
from saleor_automation.audience import erase, subscribe
from saleor_automation.contacts.merging import merge_patiently
from saleor_automation.contacts.transfers.models import Transfer
from saleor_automation.contacts.transfers.running import run_batch
from saleor_automation.models import (
    Consent,
    Contact,
    ContactMoney,
    ContactTag,
    ContactTotals,
    Event,
    ListSubscription,
)
from tests.factories import NOW, ORDER_DATA, ContactFactory, happened
from tests.integration.contacts.transfers.conftest import start
from tests.integration.graphql import builders
from tests.workers import at_once, worker_held_behind, worker_waiting_for_a_lock

HOUR = timedelta(hours=1)


def test_contacts_merged_by_two_at_once_become_one_with_the_sum_of_both(own_database):
    # given
    kept, gone = ContactFactory(), ContactFactory()
    for contact in (kept, gone):
        ContactMoney.objects.create(contact=contact, currency="EUR", orders_count=1, spent_amount="5")
        builders.tag(contact, "Fair")

    # when
    at_once(*[lambda: merge_patiently(kept.pk, gone.pk, NOW)] * 3)

    # then
    assert Contact.objects.get().pk == kept.pk
    assert ContactMoney.objects.values_list("contact_id", "spent_amount").get() == (kept.pk, 10)
    assert ContactTag.objects.count() == 1
    assert Event.objects.filter(kind="contact_merged").count() == 1


def test_contacts_merged_in_both_directions_at_once_become_one(own_database):
    # given
    one, other = ContactFactory(), ContactFactory()
    happened("page_viewed", one)
    happened("page_viewed", other)

    # when
    left = at_once(lambda: merge_patiently(one.pk, other.pk, NOW), lambda: merge_patiently(other.pk, one.pk, NOW))

    # then
    contact = Contact.objects.get()
    assert left == [contact.pk, contact.pk]
    assert Event.objects.filter(kind="page_viewed", contact_id=contact.pk).count() == 2


def test_event_processed_while_its_contact_is_merged_is_counted_with_who_is_left(own_database):
    # given
    kept, gone = ContactFactory(), ContactFactory()
    happened("order_placed", gone, data=ORDER_DATA, order_id="6f0c4c1e-8a64-4d3c-9f5e-2a7a0d3f7f10")

    # when: the merge has the locks, and the pass waits for them
    with (
        worker_held_behind("FOR NO KEY UPDATE", lambda: merge_patiently(kept.pk, gone.pk, NOW)) as merge,
        worker_waiting_for_a_lock(own_database, lambda: pipeline.learn(NOW + HOUR)),
    ):
        merge.go_on()
    while pipeline.learn(NOW + HOUR):
        pass

    # then
    assert ContactTotals.objects.values_list("contact_id", "orders_count").get() == (kept.pk, 1)
    assert set(Event.objects.values_list("contact_id", "problem")) == {(kept.pk, "")}


def test_person_who_subscribes_while_being_erased_is_a_new_contact_with_the_new_consent(own_database):
    # given
    ada = ContactFactory(email="ada@example.com")
    builders.contact_list()

    # when: the erasure has the lock, and the sign-up waits for it
    with worker_held_behind("DELETE FROM automation_contact WHERE", lambda: erase(ada.pk, "staff:1", NOW)) as erasure:
        sign_up = lambda: subscribe(  # noqa: E731
            "ada@example.com", NOW + HOUR, source="footer", consent_text="Yes.", slugs=["newsletter"]
        )
        with worker_waiting_for_a_lock(own_database, sign_up):
            erasure.go_on()

    # then
    contact = Contact.objects.get()
    assert contact.pk != ada.pk
    assert Consent.objects.values_list("contact_id", "state").get() == (contact.pk, "subscribed")
    assert ListSubscription.objects.get().contact_id == contact.pk


def test_person_erased_while_subscribing_is_gone_with_everything(own_database):
    # given
    ada = ContactFactory(email="ada@example.com", consent=None)

    # when: the sign-up has the lock, and the erasure waits for it
    sign_up = lambda: subscribe("ada@example.com", NOW, source="footer", consent_text="Yes.")  # noqa: E731
    with (
        worker_held_behind("INSERT INTO automation_consentrecord", sign_up) as subscribing,
        worker_waiting_for_a_lock(own_database, lambda: erase(ada.pk, "staff:1", NOW)),
    ):
        subscribing.go_on()

    # then
    assert not Contact.objects.exists()
    assert not Consent.objects.exists()
    assert not Event.objects.exists()


def run_all():
    while run_batch(NOW):
        pass


def test_two_imports_of_the_same_people_at_once_make_each_contact_once(own_database, monkeypatch):
    # given
    people = [f"p{number}@example.com" for number in range(3000)]
    builders.contact_list()
    for order in (people, people[::-1]):
        start("email\n" + "\n".join(order) + "\n", lists=["newsletter"])

    # when
    at_once(run_all, run_all, run_all)

    # then
    assert Contact.objects.count() == ContactTotals.objects.count() == ListSubscription.objects.count() == 3000
    assert sorted(Transfer.objects.values_list("state", "done", "failed")) == [("done", 3000, 0)] * 2
    assert sum(Transfer.objects.values_list("created", flat=True)) == 3000


def test_two_workers_share_no_batch_of_one_import(own_database):
    # given
    transfer = start("email\nada@example.com\n")

    # when: one is at it, the other finds nothing to do
    with worker_held_behind("INSERT INTO automation_contact ", lambda: run_batch(NOW)) as first:
        second = run_batch(NOW)
        first.go_on()
    run_all()

    # then
    transfer.refresh_from_db()
    assert second == 0
    assert (transfer.state, transfer.done, transfer.created) == ("done", 1, 1)
