"""Recipe first-purchase-date: bookkeeping that sends nothing."""

from datetime import date, timedelta

from saleor_automation.models import Contact, FieldValue, Journey, Message
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .scenes import order
from .stage import EMAIL
from .timeline import promised

RECIPE = "first-purchase-date"
DAY = timedelta(days=1)


def day_of(email=EMAIL):
    value = FieldValue.objects.filter(contact__email=email, field__slug="first_purchase").first()
    return value.date_value if value else None


def test_first_order_keeps_to_the_timeline(stage, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.person(time_zone="Pacific/Auckland")
    stage.curtain()

    # when
    order(stage)
    stage.live(10 * DAY)

    # then: nine in the morning of UTC is ten in the evening of the same day in Auckland
    assert stage.happened() == promised(RECIPE)
    assert day_of() == date(2026, 3, 2)
    assert stage.finished() == ["completed"]
    assert not Message.objects.exists()


def test_second_order_changes_nothing(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    order(stage)
    stage.curtain()

    # when
    stage.live(40 * DAY)
    order(stage)
    stage.live(50 * DAY)

    # then
    assert day_of() == date(2026, 3, 2)
    assert stage.finished() == ["completed"]


def test_customers_of_the_past_get_the_day_of_their_own_first_order(stage):
    # given
    stage.person()
    stage.person("ben@example.com")
    order(stage)
    stage.live(30 * DAY)
    order(stage)
    stage.live(60 * DAY)

    # when
    stage.begin(RECIPE)
    stage.curtain()
    stage.live(DAY)

    # then
    assert day_of() == date(2026, 3, 2)
    assert day_of("ben@example.com") is None
    assert [tag.tag.name for tag in Contact.objects.get(email=EMAIL).tag_marks.all()] == ["Customer"]


def test_nobody_is_held_out_of_bookkeeping(stage):
    bring_in(get_recipe(RECIPE), {}, stage.now)

    assert Journey.objects.get(slug=RECIPE).holdout_percent == 0


def test_order_needs_no_consent_to_be_written_down(stage):
    # given
    stage.begin(RECIPE)
    stage.person(consent=False)

    # when
    order(stage)

    # then
    assert day_of() == date(2026, 3, 2)
