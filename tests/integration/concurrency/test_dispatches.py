from collections import Counter

from saleor_automation.dispatches.handing import dispatch_group
from saleor_automation.dispatches.signing import signing_secrets
from saleor_automation.journeys import engine
from saleor_automation.messages.sending_rules import change_rules
from saleor_automation.models import Dispatch, Enrollment, Message, WebhookSecret
from tests.factories import (
    NOW,
    ContactFactory,
    deliver_all,
    enrolled,
    many_contacts,
    running_journey,
    shop_configuration,
)
from tests.integration.dispatches.conftest import trusted  # noqa: F401
from tests.integration.dispatches.receiver import Receiver
from tests.integration.messages.mailbox import KeepingTransport
from tests.workers import at_once, worker_held_behind

LETTER = {"id": "letter", "kind": "send", "template": "hello"}


def work():
    count = 0
    while taken := dispatch_group(KeepingTransport(), shop_configuration(), NOW, lambda: NOW):
        count += taken
    return count


def test_workers_share_the_calls_and_make_each_once(own_database, trusted):  # noqa: F811
    with Receiver() as server:
        # given
        enrolled(running_journey({"id": "tell", "kind": "call_webhook", "url": server.url}), many_contacts(100))
        engine.advance(NOW, 1000)

        # when
        counts = at_once(work, work, work)

    # then
    calls = Counter(received.headers["webhook-id"] for received in server.received)
    assert (sum(counts), len(calls), set(calls.values())) == (100, 100, {1})
    assert set(Dispatch.objects.values_list("state", "attempts")) == {("delivered", 1)}


def test_workers_that_need_the_first_secret_at_once_make_one(own_database):
    # when
    found = at_once(*[lambda: signing_secrets(NOW)] * 4)

    # then
    assert WebhookSecret.objects.count() == 1
    assert found == [found[0]] * 4


def test_real_mail_goes_while_another_worker_judges_a_ghost_of_the_same_person(own_database):
    # given
    change_rules({"caps": [{"most": 1, "per": "day"}]}, NOW)
    contact = ContactFactory()
    [ghost] = enrolled(running_journey(LETTER, slug="one"), [contact])
    Enrollment.objects.update(is_held_out=True)
    engine.advance(NOW, 100)

    # when
    with worker_held_behind("SELECT id FROM unnest", lambda: deliver_all(NOW)) as judging:
        enrolled(running_journey(LETTER, slug="two"), [contact])
        engine.advance(NOW, 100)
        deliver_all(NOW)
        real = Message.objects.get(is_held_out=False)
        judging.go_on()

    # then
    assert (real.state, real.reason) == ("delivered", "")
    assert Message.objects.get(enrollment_id=ghost.pk).reason == "frequency_cap"
