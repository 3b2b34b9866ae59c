"""Recipe lead-scoring: looks become points, points a tag, and both run out."""

from datetime import timedelta

from saleor_automation.models import ContactScore, Journey, Message, Score, ScoreRule
from saleor_automation.recipes.importing import bring_in
from saleor_automation.recipes.loader import get_recipe

from .scenes import looks_around
from .timeline import promised

RECIPE = "lead-scoring"
DAY = timedelta(days=1)


def points():
    row = ContactScore.objects.first()
    return row.value if row else 0


def test_points_and_tag_keep_to_the_timeline(stage, language):
    # given
    stage.begin(RECIPE, {"points": 30}, language=language)
    stage.person()
    looks_around(stage, times=2)
    before = points()
    stage.curtain()

    # when
    stage.view(stage.mug)
    reached = points()
    stage.live(70 * DAY)

    # then
    assert (before, reached) == (0, 30)
    assert stage.happened() == promised(RECIPE)
    assert (points(), stage.finished()) == (0, ["cooled_down"])
    assert not Message.objects.exists()
    assert (
        ScoreRule.objects.first().name
        == {
            "en": "Looked at products again and again",
            "it": "Ha guardato più volte i prodotti",
        }[language]
    )


def test_looks_that_lie_too_far_apart_earn_nothing(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()

    # when
    for day in (0, 4, 8):
        stage.live(day * DAY)
        stage.view(stage.mug)

    # then
    assert points() == 0


def test_page_that_matters_counts_when_it_is_named(stage):
    # given
    stage.begin(RECIPE, {"page": "/size-guide"})
    stage.person()

    # when
    for _ in range(3):
        stage.visit("https://shop.example/it/size-guide?from=mail")
        stage.visit("https://shop.example/contact")

    # then
    assert points() == 10


def test_unsubscribing_deducts_and_cools_down(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    looks_around(stage, times=9)

    # when
    stage.unsubscribe()

    # then
    assert points() == 10
    assert stage.finished() == ["cooled_down"]
    assert [deed for _, deed in stage.happened()] == ["tag Warm lead", "tag Warm lead off"]


def test_score_never_falls_below_nothing(stage):
    # given
    stage.begin(RECIPE)
    stage.person()

    # when
    stage.unsubscribe()

    # then
    assert points() == 0


def test_whoever_comes_back_is_warm_again(stage):
    # given
    stage.begin(RECIPE)
    stage.person()
    stage.curtain()
    looks_around(stage, times=9)
    stage.live(70 * DAY)

    # when
    looks_around(stage, times=9)

    # then
    assert stage.finished() == ["cooled_down", None]


def test_score_that_is_there_gets_the_rules_and_the_threshold(stage):
    # given
    stage.begin("sales-drip")
    assert Score.objects.get().thresholds == [50]

    # when
    stage.begin(RECIPE)

    # then
    assert Score.objects.get().thresholds == [30, 50]
    assert ScoreRule.objects.count() == 2


def test_nobody_is_held_out_of_bookkeeping(stage):
    bring_in(get_recipe(RECIPE), {}, stage.now)

    assert Journey.objects.get(slug=RECIPE).holdout_percent == 0
