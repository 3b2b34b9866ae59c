"""What can be extended is documented: these tests name what is missing."""

from dataclasses import fields
from pathlib import Path

import pytest

from saleor_automation.core.settings import PREFIX, AutomationSettings
from saleor_automation.events.kinds import DESCRIPTIONS, EventKind
from saleor_automation.journeys.steps import STEP_KINDS
from saleor_automation.recipes.loader import FOLDER, all_recipes

DOCS = Path(__file__).resolve().parents[2] / "docs"
STEPS = FOLDER.parent / "journeys" / "steps"


@pytest.mark.parametrize("kind", sorted(STEP_KINDS))
def test_step_kind_has_a_heading(kind):
    assert f"\n## {kind}\n" in (DOCS / "reference" / "steps.md").read_text()


def test_every_step_file_is_registered_under_its_name():
    files = {path.stem for path in STEPS.glob("*.py")} - {"__init__", "base"}

    assert files == set(STEP_KINDS)
    assert all(step.model_fields["kind"].default == kind for kind, step in STEP_KINDS.items())


@pytest.mark.parametrize("kind", list(EventKind))
def test_event_kind_is_described_in_code_and_docs(kind):
    assert f"| `{kind}` | {DESCRIPTIONS[kind]} |" in (DOCS / "reference" / "events.md").read_text()


@pytest.mark.parametrize("field", fields(AutomationSettings), ids=lambda field: field.name)
def test_setting_is_documented_with_its_default(field):
    shown = field.default if field.default != "" else "(empty)"

    assert f"| `{PREFIX}{field.name.upper()}` | {shown} |" in (DOCS / "reference" / "settings.md").read_text()


@pytest.mark.parametrize("recipe", all_recipes(), ids=lambda recipe: recipe.slug)
def test_recipe_has_a_readme_with_a_timeline(recipe):
    readme = (FOLDER / recipe.slug / "README.md").read_text()

    assert readme.startswith(f"# {recipe.name.en}\n") or recipe.name.en in readme.splitlines()[0]
    assert "|---|" in readme
    assert all(f"*{mail}*" in readme or mail.replace("-", " ") in readme for mail in recipe.mails)
