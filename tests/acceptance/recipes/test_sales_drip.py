"""Recipe sales-drip: the team is told, and three mails help somebody decide."""

from datetime import timedelta

import pytest
from saleor.discount.models import VoucherCode

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.models import Coupon, Journey
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .scenes import looks_around, shelf
from .stage import EMAIL
from .timeline import promised

pytestmark = pytest.mark.slow

RECIPE = "sales-drip"
DAY = timedelta(days=1)
TEAM = {"team_email": "sales@shop.example"}
SUBJECTS = {
    "en": ["Ada, can we help you choose?", "What most people take in the end", "10% off for your first order"],
    "it": [
        "Ada, ti diamo una mano a scegliere?",
        "Alla fine, quasi tutti scelgono questi",
        "10% di sconto sul tuo primo ordine",
    ],
}


@pytest.fixture
def looker(stage):
    """Somebody who has looked around for a while; the story begins with the look that makes it enough."""

    def begin(language="en", *, consent=True):
        shelf(stage)
        stage.begin("lead-scoring", {"points": 25}, language=language)
        stage.begin(RECIPE, TEAM, language=language)
        stage.person(consent=consent)
        looks_around(stage, times=5)
        stage.curtain()

    return begin


def test_series_keeps_to_its_timeline_and_the_team_is_told(stage, looker, language):
    # given
    looker(language)

    # when
    stage.view(stage.mug)
    stage.live(30 * DAY)

    # then
    mails = [deed for deed in stage.happened() if deed[1].startswith("mail")]
    assert mails == promised(RECIPE)
    assert stage.subjects == SUBJECTS[language]
    assert "Blue mug" in stage.html(0)
    assert Coupon.objects.get().code in stage.text()
    [notice] = stage.notices
    assert notice["To"] == "sales@shop.example"
    assert EMAIL in notice.get_body(("plain",)).get_content()
    assert stage.finished() == ["completed"]


def test_first_order_ends_it_and_takes_the_code_back(stage, looker):
    # given
    looker()
    stage.view(stage.mug)
    stage.live(8 * DAY)

    # when
    stage.order(stage.mug)
    stage.live(30 * DAY)

    # then
    assert stage.finished() == ["ordered"]
    assert VoucherCode.objects.get(code=Coupon.objects.get().code).is_active is False


def test_customers_do_not_enter(stage, looker):
    # given
    looker()
    stage.order(stage.bowl)

    # when
    stage.view(stage.mug)
    stage.live(10 * DAY)

    # then
    assert (stage.finished(), stage.notices) == ([], [])


def test_team_is_told_of_somebody_who_may_not_be_written_to(stage, looker):
    # given
    looker(consent=False)

    # when
    stage.view(stage.mug)
    stage.live(30 * DAY)

    # then
    assert (stage.subjects, len(stage.notices)) == ([], 1)
    assert stage.skipped() == {"help": "no_consent", "favourites": "no_consent", "code": "no_consent"}
    assert not Coupon.objects.exists()


def test_too_few_points_begin_nothing(stage, looker):
    # given
    looker()

    # when
    stage.live(30 * DAY)

    # then
    assert (stage.finished(), stage.notices) == ([], [])


def test_address_that_is_none_is_refused(stage):
    with pytest.raises(InvalidDefinition, match="team_email: 'sales' is no e-mail address"):
        bring_in(get_recipe(RECIPE), {"team_email": "sales"}, stage.now)
    assert not Journey.objects.exists()
