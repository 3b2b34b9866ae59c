"""Recipe abandoned-cart-recovery, from the cart to the inbox."""

from datetime import timedelta

from .timeline import promised

RECIPE = "abandoned-cart-recovery"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_series_keeps_to_its_timeline(stage, language):
    # given
    stage.begin(RECIPE, language=language)
    stage.person()
    stage.curtain()

    # when
    stage.leave_cart()
    stage.live(10 * DAY)

    # then
    assert stage.happened() == promised(RECIPE)
    assert stage.finished() == ["completed"]
