"""Read the recipes that ship with the package; each is a folder of data."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..core.exceptions import InvalidDefinition, NotFound
from .schema import LANGUAGES, Recipe

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class LoadedRecipe:
    """A recipe and its mails: mail name → language → content (see messages/content.py)."""

    recipe: Recipe
    mails: dict[str, dict[str, Any]]


@lru_cache(maxsize=1)
def all_recipes() -> tuple[Recipe, ...]:
    """Return every recipe, in the order of their folder names."""
    return tuple(load(path.parent).recipe for path in sorted(FOLDER.glob("*/recipe.yaml")))


def get_recipe(slug: str) -> LoadedRecipe:
    """Return one recipe with its mails. Raises NotFound naming the recipes there are."""
    slugs = [recipe.slug for recipe in all_recipes()]
    if slug not in slugs:
        raise NotFound(f"There is no recipe {slug!r}; choose one of {', '.join(slugs)}.")
    return load(FOLDER / slug)


def load(folder: Path) -> LoadedRecipe:
    """Read and check a recipe folder. Raises InvalidDefinition naming the file and the field."""
    subject = f"Recipe '{folder.name}'"
    try:
        recipe = Recipe.model_validate(_read(folder / "recipe.yaml", subject))
    except ValidationError as error:
        problems = [(".".join(map(str, item["loc"])), item["msg"]) for item in error.errors()]
        raise InvalidDefinition(subject, problems) from None
    if recipe.slug != folder.name:
        raise InvalidDefinition(subject, [("slug", f"It is {recipe.slug!r}; name it like its folder.")])
    mails = {
        mail: {language: _read(folder / "mails" / f"{mail}.{language}.yaml", subject) for language in LANGUAGES}
        for mail in recipe.mails
    }
    return LoadedRecipe(recipe, mails)


def _read(path: Path, subject: str) -> Any:
    place = f"{path.parent.name}/{path.name}"
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidDefinition(subject, [(place, "The file is missing; write it.")]) from None
    except yaml.YAMLError as error:
        raise InvalidDefinition(subject, [(place, f"It is not valid YAML: {error}")]) from None
