"""Recipe welcome-series: from joining a list to the first order."""

from datetime import timedelta

import pytest
from saleor.product.models import ProductChannelListing

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.models import ContactTag, Journey

from .timeline import promised

RECIPE = "welcome-series"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBJECTS = {
    "en": ["Welcome, Ada", "What people come back for", "Not sure what to choose?"],
    "it": ["Benvenuto, Ada", "Quello per cui si torna da noi", "Non sai che cosa scegliere?"],
}


@pytest.fixture
def reader(stage):
    """Somebody who is about to join the list; the story begins when they do."""

    def begin(*, language="en", consent=True):
        stage.have_list()
        stage.begin(RECIPE, language=language)
        contact = stage.person(consent=consent)
        stage.curtain()
        return contact

    return begin


def test_three_mails_keep_to_the_timeline(stage, reader, language):
    # given
    ProductChannelListing.objects.update(published_at=stage.now - 10 * DAY)
    reader(language=language)

    # when
    stage.join()
    stage.live(30 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.subjects == SUBJECTS[language]
    assert "Red bowl" in stage.html(1)
    assert stage.finished() == ["completed"]


def test_first_order_ends_it_and_the_lead_is_a_customer(stage, reader):
    # given
    reader()
    stage.join()
    stage.live(DAY)

    # when
    stage.order()
    stage.live(30 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail welcome", "tag Lead", "tag Lead off"]
    assert stage.finished() == ["became_customer", "completed"]


def test_lead_who_buys_long_after_stops_being_one(stage, reader):
    # given
    reader()
    stage.join()
    stage.live(100 * DAY)
    before = ContactTag.objects.count()

    # when
    stage.order()

    # then
    assert (before, ContactTag.objects.count()) == (1, 0)


def test_customer_is_welcomed_but_is_no_lead(stage, reader):
    # given
    reader()
    stage.order()

    # when
    stage.join()
    stage.live(30 * DAY)

    # then
    assert [deed for _, deed in stage.happened()] == ["mail welcome", "mail favourites", "mail help"]


@pytest.mark.parametrize(("leave", "reason"), [("unsubscribe", "unsubscribed"), ("list", "left_the_list")])
def test_whoever_leaves_hears_no_more(stage, reader, leave, reason):
    # given
    contact = reader()
    stage.join()
    stage.live(DAY)

    # when
    stage.unsubscribe() if leave == "unsubscribe" else stage.leave_list(contact)
    stage.live(30 * DAY)

    # then
    assert [mail.message.step_id for mail in stage.arrived] == ["welcome"]
    assert stage.finished() == [reason]


def test_nobody_is_written_to_without_consent(stage, reader):
    # given
    contact = reader(consent=False)

    # when: staff put them on the list, which is no word of their own
    stage.put_on_list(contact)
    stage.live(30 * DAY)

    # then
    assert stage.arrived == []
    assert set(stage.skipped().values()) == {"no_consent"}


def test_list_has_to_be_named_when_there_are_several(stage):
    # given
    stage.have_list("newsletter")
    stage.have_list("partners")

    # when
    with pytest.raises(InvalidDefinition) as refused:
        stage.begin(RECIPE)

    # then
    assert str(refused.value) == ("Recipe 'welcome-series': list: It is missing; choose one of newsletter, partners.")
    assert not Journey.objects.exists()
