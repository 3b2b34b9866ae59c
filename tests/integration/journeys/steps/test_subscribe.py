import pytest

from saleor_automation.journeys import engine
from saleor_automation.models import Consent, ContactList, Decision, ListSubscription, Message
from tests.factories import NOW, ConsentFactory, ContactFactory, enrolled, running_journey

pytestmark = pytest.mark.django_db

JOIN = {"id": "join", "kind": "subscribe", "list": "news"}


def on_lists():
    return dict(ListSubscription.objects.values_list("contact_id", "state"))


@pytest.mark.parametrize(
    ("state", "expected", "reason"),
    [
        ("subscribed", "subscribed", "put on"),
        (None, "subscribed", "put on"),
        ("pending", "subscribed", "put on"),
        ("unsubscribed", None, "said no"),
        ("bounced", None, "said no"),
        ("complained", None, "said no"),
    ],
)
def test_person_is_put_on_the_list_unless_they_said_no(state, expected, reason):
    # given
    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    contact = ContactFactory(consent=None)
    if state:
        ConsentFactory(contact=contact, state=state)
    before = list(Consent.objects.values_list("state", flat=True))
    enrolled(running_journey(JOIN), [contact])

    # when
    engine.advance(NOW, 100)

    # then
    assert on_lists().get(contact.pk) == expected
    assert Decision.objects.get(step_id="join").reason == reason
    assert list(Consent.objects.values_list("state", flat=True)) == before


def test_whoever_left_the_list_stays_off():
    # given
    news = ContactList.objects.create(slug="news", name="News", created_at=NOW)
    contact = ContactFactory()
    ListSubscription.objects.create(
        contact=contact, list=news, state="unsubscribed", source="preferences", changed_at=NOW.replace(year=2025)
    )
    enrolled(running_journey(JOIN), [contact])

    # when
    engine.advance(NOW, 100)

    # then
    assert on_lists() == {contact.pk: "unsubscribed"}


def test_list_with_double_opt_in_asks_those_the_shop_may_write_to():
    # given
    ContactList.objects.create(slug="news", name="News", is_double_opt_in=True, created_at=NOW)
    willing, silent = ContactFactory(), ContactFactory(consent=None)
    enrolled(running_journey(JOIN), [willing, silent])

    # when
    engine.advance(NOW, 100)

    # then
    assert on_lists() == {willing.pk: "pending"}
    message = Message.objects.get()
    assert (message.contact_id, message.truth, message.context["lists"]) == (willing.pk, ["confirmation"], "News")


def test_list_that_was_deleted_meanwhile_is_a_problem_of_the_run_and_of_no_other():
    # given
    ContactList.objects.create(slug="news", name="News", created_at=NOW)
    [run] = enrolled(running_journey(JOIN), [ContactFactory()])
    [other] = enrolled(running_journey({"id": "done", "kind": "end"}), [ContactFactory()])
    ContactList.objects.all().delete()

    # when
    engine.advance(NOW, 100)

    # then
    run.refresh_from_db()
    other.refresh_from_db()
    assert run.problem == "NotFound: There is no list 'news'; create it or leave it out."
    assert (run.is_active, other.finish_reason) == (True, "completed")
