"""Recipes engagement-tagging-1 and -2: bands by the last sign of life."""

from datetime import timedelta

import pytest

from saleor_automation.models import ContactTag, Enrollment

from .timeline import promised

pytestmark = pytest.mark.slow

PART_1, PART_2 = "engagement-tagging-1", "engagement-tagging-2"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def both(stage):
    """Both parts switched on, and somebody who has just visited the shop."""
    stage.begin(PART_1)
    stage.begin(PART_2)
    stage.person()
    stage.curtain()
    stage.visit()


def tags():
    return sorted(ContactTag.objects.values_list("tag__name", flat=True))


def test_bands_keep_to_the_timeline(stage, both):
    # when
    stage.live(60 * DAY)

    # then
    assert sorted(stage.happened()) == sorted(promised(PART_1))
    assert tags() == ["Inactive"]


def test_somebody_who_comes_every_five_days_stays_in_the_first_band(stage, both):
    # when
    for n in range(1, 9):
        stage.live(n * 5 * DAY)
        stage.visit()

    # then
    assert stage.happened() == [(timedelta(0), "tag Engaged"), (timedelta(0), "tag Recent activity")]
    assert Enrollment.objects.filter(journey__slug=PART_2).count() == 1

    # when: and then no more
    stage.live(46 * DAY)
    before = tags()
    stage.live(47 * DAY)

    # then
    assert (before, tags()) == (["Engaged", "Recent activity"], ["Engaged"])


@pytest.mark.parametrize(
    ("day", "before"), [(10, ["Engaged"]), (25, ["Disengaged"]), (45, ["Inactive"])], ids=["engaged", "off", "gone"]
)
@pytest.mark.parametrize("sign", ["visit", "view", "order"])
def test_any_sign_of_life_begins_anew(stage, both, day, before, sign):
    # given
    stage.live(day * DAY)
    assert tags() == before

    # when
    {"visit": stage.visit, "order": stage.order, "view": lambda: stage.view(stage.mug)}[sign]()

    # then
    assert tags() == ["Engaged", "Recent activity"]
    assert Enrollment.objects.filter(journey__slug=PART_1, is_active=True).count() == 1

    # when
    stage.live((day + 31) * DAY)

    # then
    assert tags() == ["Inactive"]


def test_everybody_comes_to_their_band_when_it_is_switched_on(stage):
    # given
    for number, days in enumerate((0, 8, 22, 31)):
        email = f"person{number}@example.com"
        stage.now = stage.start - days * DAY
        stage.person(email)
        stage.visit(email=email)
    stage.now = stage.start
    stage.person("never@example.com")

    # when
    stage.begin(PART_1)

    # then
    bands = {}
    for email, tag in ContactTag.objects.values_list("contact__email", "tag__name"):
        bands.setdefault(email.split("@")[0], set()).add(tag)
    assert bands == {
        "person0": {"Engaged", "Recent activity"},
        "person1": {"Engaged"},
        "person2": {"Disengaged"},
        "person3": {"Inactive"},
    }
