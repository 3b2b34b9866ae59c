import gc

import pytest

from saleor_automation.core.garbage import without_collecting


@without_collecting
def is_collecting():
    return gc.isenabled()


@without_collecting
def broken():
    raise LookupError("no such row")


def test_collector_rests_inside_and_goes_on_behind():
    # when
    inside = is_collecting()

    # then
    assert inside is False
    assert gc.isenabled()


def test_collector_goes_on_after_an_error():
    # when
    with pytest.raises(LookupError):
        broken()

    # then
    assert gc.isenabled()


def test_collector_that_was_switched_off_stays_so():
    # given
    gc.disable()

    # when
    try:
        is_collecting()

        # then
        assert not gc.isenabled()
    finally:
        gc.enable()
