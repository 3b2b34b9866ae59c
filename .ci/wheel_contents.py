"""Refuse a wheel that holds anything but the package: no sandbox, no tests, no helpers."""

import sys
import zipfile
from pathlib import Path

PACKAGE = "saleor_automation/"
# Without these the package would install but not work.
NEEDED = (
    "saleor_automation/assets/automation.js",
    "saleor_automation/assets/dashboard/THIRD_PARTY_NOTICES.txt",
    "saleor_automation/assets/dashboard/index.html",
    "saleor_automation/assets/dashboard/index.html.gz",
    "saleor_automation/migrations/__init__.py",
    "saleor_automation/plugin.py",
    "saleor_automation/py.typed",
)


def complaints(names: list[str]) -> list[str]:
    strange = [name for name in names if not name.startswith(PACKAGE) and ".dist-info/" not in name]
    recipes = [name for name in names if name.startswith(f"{PACKAGE}recipes/") and name.endswith(".yaml")]
    return [
        *(f"{name} does not belong into the wheel" for name in strange),
        *(f"{name} is missing" for name in NEEDED if name not in names),
        *([] if recipes else ["the recipes are missing"]),
    ]


def main(folder: str) -> str | None:
    wheels = list(Path(folder).glob("*.whl"))
    if len(wheels) != 1:
        return f"Expected one wheel in {folder}, found {len(wheels)}."
    names = zipfile.ZipFile(wheels[0]).namelist()
    found = complaints(names)
    if not found:
        print(f"{wheels[0].name}: {len(names)} files, nothing but saleor_automation.")
    return "\n".join(found) or None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
