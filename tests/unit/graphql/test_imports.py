"""What the graphql layer may know of Saleor: its toolkit, through one module, and never its models."""

import ast
from pathlib import Path

import saleor_automation.graphql

FOLDER = Path(saleor_automation.graphql.__file__).parent


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _of_saleor():
    for path in sorted(FOLDER.rglob("*.py")):
        for name in _imports(path):
            if name.split(".")[0] == "saleor":
                yield path.relative_to(FOLDER).as_posix(), name


def test_toolkit_is_the_only_importer_of_saleor():
    assert {path for path, _ in _of_saleor()} == {"toolkit.py"}


def test_no_models_of_saleor_are_imported():
    assert [(path, name) for path, name in _of_saleor() if "models" in name.split(".")] == []
