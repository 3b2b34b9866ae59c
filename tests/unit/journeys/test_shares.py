import pytest

from saleor_automation.journeys.shares import choose, draw


@pytest.mark.parametrize(
    ("number", "index"), [(0.0, 0), (0.249999, 0), (0.25, 1), (0.5, 1), (0.75, 2), (0.999999999, 2)]
)
def test_each_index_is_as_wide_as_its_weight(number, index):
    assert choose(number, [1, 2, 1]) == index


def test_draw_depends_on_the_name_alone_and_is_even():
    numbers = [draw(f"run {number}") for number in range(10_000)]

    assert numbers == [draw(f"run {number}") for number in range(10_000)]
    assert all(0 <= number < 1 for number in numbers)
    assert abs(sum(numbers) / len(numbers) - 0.5) < 0.015
