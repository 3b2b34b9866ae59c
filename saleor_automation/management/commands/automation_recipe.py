"""manage.py automation_recipe: check, import and export recipes, so that a shop can keep its own in git."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...core.clock import utc_now
from ...core.exceptions import AutomationError
from ...recipes.checking import problems_of
from ...recipes.exporting import export_journey
from ...recipes.importing import Imported, bring_in, bring_up_to_date, slug_for
from ...recipes.loader import FOLDER, LoadedRecipe, folders, get_recipe, load, recipe_files
from ...shop.database import allow_writer
from ...simulation.stories import check_assertions


class Command(BaseCommand):
    help = (
        "check: look at recipes, and say with file and line what is wrong with them; without a path at all there are. "
        "import: make a draft journey of a recipe, named by its slug or its folder. export: write a journey of the "
        "shop to a folder that imports back to it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("check", "import", "export"))
        parser.add_argument("what", nargs="?", default="", help="a folder, the slug of a recipe, or that of a journey")
        parser.add_argument("--to", default=".", help="export: the folder in which the recipe's folder is made")
        parser.add_argument("--name", default="", help="import: name of the journey")
        parser.add_argument("--language", default="en", help="import: language of names, en or it")
        parser.add_argument(
            "--set", action="append", default=[], metavar="NAME=VALUE", help="import: a parameter; the value is YAML"
        )
        parser.add_argument("--update", action="store_true", help="import: bring one that is there up to date")
        parser.add_argument("--overwrite", action="store_true", help="with --update: what people have edited as well")

    def handle(self, *args: Any, action: str, what: str, **options: Any) -> None:
        if action != "check" and not what:
            raise CommandError(f"Say what to {action}: automation_recipe {action} <recipe or journey>.")
        try:
            with allow_writer():
                if action == "check":
                    self._check(what)
                elif action == "import":
                    self._import(_named(what), options)
                else:
                    self.stdout.write(f"Written to {export_journey(what, Path(options['to']))}.")
        except AutomationError as error:
            raise CommandError(str(error)) from None

    def _check(self, what: str) -> None:
        now = utc_now()
        places = [_place(what)] if what else folders()
        paths = [path.parent for place in places for path in recipe_files(place)]
        if not paths:
            raise CommandError(f"There is no recipe.yaml in {what or 'any folder'}; name a folder that has one.")
        found = {folder: problems_of(folder, now) for folder in paths}
        # Promises can only be tried once there is nothing else in the way.
        sound = [folder for folder, problems in found.items() if not problems]
        found |= zip(sound, check_assertions([load(folder) for folder in sound]), strict=True)
        for folder, problems in found.items():
            self.stdout.write(f"{folder.name}: ok" if not problems else f"{folder.name}:")
            for problem in problems:
                self.stdout.write(f"  {problem}")
        if broken := sum(map(bool, found.values())):
            raise CommandError(f"{broken} of {len(paths)} recipes have problems.")

    def _import(self, loaded: LoadedRecipe, options: dict[str, Any]) -> None:
        now = utc_now()
        parameters = dict(map(_pair, options["set"]))
        if options["update"]:
            slug = slug_for(loaded.recipe, options["name"])
            imported = bring_up_to_date(loaded, parameters, now, journey_slug=slug, overwrite=options["overwrite"])
        else:
            imported = bring_in(loaded, parameters, now, name=options["name"], language=options["language"])
        self._report(imported)

    def _report(self, imported: Imported) -> None:
        self.stdout.write(f"Journey '{imported.journey.slug}' is {imported.journey.status}.")
        for verb, parts in (("made", imported.created), ("changed", imported.updated), ("kept", imported.kept)):
            for part in parts:
                self.stdout.write(f"  {verb} {part}")


def _place(what: str) -> Path:
    """Return the folder that a path or the slug of a recipe stands for."""
    path = Path(what).resolve()
    return path if path.is_dir() or not (FOLDER / what).is_dir() else FOLDER / what


def _named(what: str) -> LoadedRecipe:
    path = Path(what).resolve()
    return load(path) if (path / "recipe.yaml").is_file() else get_recipe(what)


def _pair(text: str) -> tuple[str, Any]:
    name, found, value = text.partition("=")
    if not found:
        raise CommandError(f"--set {text!r} says no value; write --set name=value.")
    try:
        return name.strip(), yaml.safe_load(value)
    except yaml.YAMLError:
        raise CommandError(f"--set {name}: {value!r} is no value; quote it as in YAML.") from None
