import pytest

from saleor_automation import pipeline
from saleor_automation.contacts.tags import MAX_NAME
from saleor_automation.journeys import engine
from saleor_automation.journeys.steps.tag_interest import tag_of
from saleor_automation.models import ContactTag, Enrollment
from tests.factories import NOW, WAIT_A_DAY, ContactFactory, enrolled, running_journey
from tests.shop.factories import make_category, make_channel, make_product

pytestmark = pytest.mark.django_db

MARK = {"id": "mark", "kind": "tag_interest"}


def tags():
    return list(ContactTag.objects.order_by("id").values_list("contact_id", "tag__name"))


def test_tag_names_the_product_and_its_event_is_about_it():
    # given
    product = make_product("Blue  mug", prices={make_channel(): "12.50"})
    contact = ContactFactory()
    interested = {"field": "data.tag", "op": "starts_with", "value": "Interest: "}
    listener = running_journey(
        WAIT_A_DAY, trigger={"kind": "event", "event": "tag_added", "filter": interested}, slug="listener"
    )
    enrolled(running_journey(MARK), [contact], product_id=product.pk)

    # when
    engine.advance(NOW, 100)
    pipeline.take_in(NOW)

    # then
    assert tags() == [(contact.pk, "Interest: Blue mug")]
    assert Enrollment.objects.get(journey=listener).subject == {"event": "tag_added", "product_id": product.pk}


def test_tag_names_the_category():
    # given
    category = make_category("Mugs")
    contact = ContactFactory()
    enrolled(running_journey(MARK | {"about": "category", "prefix": "Likes"}), [contact], category_id=category.pk)

    # when
    engine.advance(NOW, 100)

    # then
    assert tags() == [(contact.pk, "Likes: Mugs")]


@pytest.mark.parametrize("subject", [{}, {"product_id": 987654}])
def test_run_about_nothing_that_is_there_goes_on(subject):
    # given
    (run,) = enrolled(running_journey(MARK, WAIT_A_DAY), [ContactFactory()], **subject)

    # when
    engine.advance(NOW, 100)

    # then
    run.refresh_from_db()
    assert (run.step_id, tags()) == ("wait-1", [])
    assert run.decisions.get(step_id="mark").reason == "no product"


def test_long_names_are_cut_and_line_breaks_are_spaces():
    assert tag_of("Interest", "Mug\nwith handle") == "Interest: Mug with handle"
    assert len(tag_of("Interest", "x" * 250)) == MAX_NAME


def test_tag_is_taken_off_again_whatever_else_the_person_has():
    # given
    channel = make_channel()
    mug, bowl = (make_product(name, prices={channel: "9"}) for name in ("Mug", "Bowl"))
    contact = ContactFactory()
    enrolled(running_journey(MARK), [contact], key="m", product_id=mug.pk)
    enrolled(running_journey(MARK), [contact], key="b", product_id=bowl.pk)
    engine.advance(NOW, 100)

    # when
    enrolled(running_journey(MARK | {"take_off": True}), [contact], product_id=mug.pk)
    engine.advance(NOW, 100)

    # then
    assert tags() == [(contact.pk, "Interest: Bowl")]
