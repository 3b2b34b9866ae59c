from pathlib import Path

from saleor_automation.journeys import steps
from saleor_automation.journeys.steps import STEP_KINDS


def test_every_kind_is_one_file_of_its_name_and_has_a_test():
    # given
    files = {path.stem for path in Path(steps.__file__).parent.glob("*.py")} - {"__init__", "base"}
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")} - {"registry"}

    # then
    assert files == set(STEP_KINDS)
    assert tests == set(STEP_KINDS)


def test_every_kind_is_stored_under_its_own_name():
    assert {name: kind.model_fields["kind"].default for name, kind in STEP_KINDS.items()} == {
        name: name for name in STEP_KINDS
    }
