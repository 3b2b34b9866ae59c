"""Read recipes: those that ship with the package, and those of the shop's own folders."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..core.exceptions import InvalidDefinition, NotFound
from ..core.settings import get_settings
from ..journeys.complaints import sentence
from .lines import line_of
from .schema import LANGUAGES, Recipe

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class LoadedRecipe:
    """A recipe and its mails: mail name → language → content (see messages/content.py).

    mails are as written, with placeholders; folder is where it was read from.
    """

    recipe: Recipe
    mails: dict[str, dict[str, Any]]
    folder: Path = field(default=FOLDER, compare=False)


def folders() -> list[Path]:
    """Return where recipes are looked for: in the package, then in the folders of AUTOMATION_RECIPE_FOLDERS."""
    own = [part.strip() for part in get_settings().recipe_folders.split(os.pathsep)]
    return [FOLDER, *(Path(part).expanduser() for part in own if part)]


def all_recipes() -> tuple[Recipe, ...]:
    """Return every recipe, in the order of their folder names; the package's first.

    One of the shop's own folders that cannot be read is left out and logged: it must not take the others with it.
    """
    recipes = []
    for slug, folder in _places().items():
        try:
            recipes.append(get_recipe(slug).recipe)
        except InvalidDefinition as error:
            if folder.parent == FOLDER:
                raise
            logger.error("automation: %s; run 'automation_recipe check %s'.", error, folder)
    return tuple(recipes)


def get_recipe(slug: str) -> LoadedRecipe:
    """Return one recipe with its mails. Raises NotFound naming the recipes there are, InvalidDefinition."""
    places = _places()
    if slug not in places:
        raise NotFound(f"There is no recipe {slug!r}; choose one of {', '.join(places)}.")
    return _loaded_once(places[slug], _stamp(places[slug]))


def _places() -> dict[str, Path]:
    """Return the folder of each recipe by its name. A recipe of the package cannot be replaced by one of the shop."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in recipe_files(folder):
            if path.parent.name in found:
                logger.error("automation: recipe %s is passed over, there is one of that name already", path.parent)
            found.setdefault(path.parent.name, path.parent)
    return found


def recipe_files(folder: Path) -> list[Path]:
    """Return the recipe.yaml files below a folder, or of the folder itself. Raises NotFound if it is not there."""
    if not folder.is_dir():
        raise NotFound(f"There is no folder {str(folder)!r}; correct the path, or AUTOMATION_RECIPE_FOLDERS.")
    own = folder / "recipe.yaml"
    return [own] if own.is_file() else sorted(folder.glob("*/recipe.yaml"))


def _stamp(folder: Path) -> tuple[float, ...]:
    """Return when the files of a recipe were changed, so that one is read again only after that."""
    return tuple(path.stat().st_mtime for path in sorted(folder.rglob("*.yaml")))


@lru_cache(maxsize=256)
def _loaded_once(folder: Path, _stamp: tuple[float, ...]) -> LoadedRecipe:
    return load(folder)


def load(folder: Path) -> LoadedRecipe:
    """Read and check a recipe folder. Raises InvalidDefinition naming the file, the line and the field."""
    subject = f"Recipe '{folder.name}'"
    path = folder / "recipe.yaml"
    data = read_yaml(path, subject)
    try:
        recipe = Recipe.model_validate(data)
    except ValidationError as error:
        problems = [(_place(path, item["loc"]), sentence(dict(item))) for item in error.errors()]
        raise InvalidDefinition(subject, problems) from None
    if recipe.slug != folder.name:
        raise InvalidDefinition(
            subject, [(_place(path, ("slug",)), f"It is {recipe.slug!r}; name it like its folder.")]
        )
    return LoadedRecipe(recipe, {mail: _read_mail(folder, mail, subject) for mail in recipe.mails}, folder)


def _read_mail(folder: Path, mail: str, subject: str) -> dict[str, Any]:
    """Read a mail in every language there is a file for; a recipe of the package has all of them."""
    languages = dict(_languages(folder, mail))
    missing = [language for language in LANGUAGES if language not in languages] if folder.parent == FOLDER else []
    if missing or not languages:
        place = f"mails/{mail}.{(missing or LANGUAGES)[0]}.yaml"
        raise InvalidDefinition(subject, [(place, "The file is missing; write it.")])
    return {language: read_yaml(path, subject) for language, path in languages.items()}


def _languages(folder: Path, mail: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((folder / "mails").glob(f"{mail}.*.yaml")):
        language = path.name.removeprefix(f"{mail}.").removesuffix(".yaml")
        if "." not in language:
            yield language, path


def read_yaml(path: Path, subject: str) -> Any:
    """Return what a file says. Raises InvalidDefinition naming the file and, of bad YAML, the line."""
    place = f"{path.parent.name}/{path.name}"
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidDefinition(subject, [(place, "The file is missing; write it.")]) from None
    except UnicodeDecodeError:
        raise InvalidDefinition(subject, [(place, "It is not UTF-8 text; save it as that.")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or str(error)
        raise InvalidDefinition(subject, [(f"{place}{line}", f"It is not valid YAML: {problem}.")]) from None


def _place(path: Path, location: tuple[int | str, ...]) -> str:
    return f"{path.name}:{line_of(path, location)} {'.'.join(map(str, location))}".rstrip()
