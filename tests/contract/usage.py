"""What code uses of Saleor, found in its source.

Seen: imports (in a try with `except ImportError`, one of the branches is enough), attributes of imported
modules and classes, arguments of calls to imported functions and classes, dotted paths in strings, and, in
lookups.py, the field names in query chains that start at an imported model.
Not seen: what is read from an object or a queryset that came through a variable. There the sandbox stands in:
it has no model, column or method that one of the recorded versions lacks (test_sandbox_agrees.py), so code
that runs on it asks for nothing else.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .known import Record
from .lookups import refusals_of_chain, root_of_chain

_PATH_IN_TEXT = re.compile(r"saleor(\.[a-z_]\w*)+(\.[A-Z]\w*)?")
# Known to be there; their names are Django's and the shop's.
_SETTINGS = {"saleor.settings", "saleor.tests.settings"}
# Names of ours that look like paths of Saleor's.
_OWN_NAMES = {"saleor.automation"}


@dataclass(frozen=True)
class Use:
    """One thing asked of Saleor; refusal(record) says why that version does not have it, or None."""

    place: str
    refusal: Callable[[Record], str | None]


@dataclass
class _Source:
    place: Callable[[ast.AST], str]
    uses: list[Use] = field(default_factory=list)
    # local name -> the paths it may stand for; more than one after a conditional import
    names: dict[str, list[str]] = field(default_factory=dict)

    def add(self, node: ast.AST, refusal: Callable[[Record], str | None]) -> None:
        self.uses.append(Use(self.place(node), refusal))


def scan(folder: Path, root: Path) -> Iterator[Use]:
    """Yield the uses in every Python file under folder; places are given relative to root."""
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(root)
        yield from scan_text(path.read_text(encoding="utf-8"), str(relative))


def words_in(folder: Path) -> set[str]:
    """Return every name the code says: attributes, keywords, and the parts of strings.

    In small letters, as names of models are compared, too. A superset of the fields and methods it may use.
    """
    words: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = getattr(node, "attr", None) or getattr(node, "arg", None) or getattr(node, "id", None)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = node.value
            if isinstance(said, str):
                words.update(re.split(r"\W+|__", said.lower()))
    return words


def scan_text(text: str, name: str) -> list[Use]:
    """Return the uses in one file's text."""
    tree = ast.parse(text)
    source = _Source(lambda node: f"{name}:{getattr(node, 'lineno', 0)}")
    _imports(tree, source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            _attribute(node, source)
        elif isinstance(node, ast.Call):
            _call(node, source)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            _text(node, node.value, source)
    return source.uses


def _imports(tree: ast.AST, source: _Source) -> None:
    conditional: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and any(_catches_import_error(handler) for handler in node.handlers):
            branches = [
                node.body,
                *(handler.body for handler in node.handlers if _catches_import_error(handler)),
            ]
            found = [[inner for statement in branch for inner in ast.walk(statement)] for branch in branches]
            conditional.update(inner for branch in found for inner in branch)
            paths = [[path for inner in branch for path in _imported(inner, source)] for branch in found]
            if any(paths):
                source.add(node, lambda record, paths=paths: _none_of(record, paths))
    for node in ast.walk(tree):
        if node not in conditional:
            for path in _imported(node, source):
                source.add(node, lambda record, path=path: _missing(record, path))


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and bool(
        {"ImportError", "ModuleNotFoundError"} & {getattr(node, "id", "") for node in ast.walk(handler.type)}
    )


def _imported(node: ast.AST, source: _Source) -> list[str]:
    """Return the Saleor paths an import statement names, and remember the local names."""
    paths = []
    if isinstance(node, ast.ImportFrom) and not node.level and _is_saleor(node.module or ""):
        for alias in node.names:
            paths.append(f"{node.module}.{alias.name}")
            source.names.setdefault(alias.asname or alias.name, []).append(paths[-1])
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if _is_saleor(alias.name):
                paths.append(alias.name)
                if alias.asname:
                    source.names.setdefault(alias.asname, []).append(alias.name)
    return paths


def _is_saleor(module: str) -> bool:
    return module.split(".")[0] == "saleor"


def _missing(record: Record, path: str) -> str | None:
    module, _, name = path.rpartition(".")
    home = record.find(module)
    is_unjudged = module in _SETTINGS or name == "*" or name.startswith("__")
    if record.find(path) is not None or (home is not None and is_unjudged):
        return None
    if home is None or home == "module":
        return f"{module} is not there, or not recorded: then add it to tests/contract/scope.py, re-record"
    return f"{module} has no {name!r}"


def _none_of(record: Record, branches: list[list[str]]) -> str | None:
    missing = [[_missing(record, path) for path in branch] for branch in branches]
    if any(not any(branch) for branch in missing):
        return None
    return "no branch can be imported: " + "; ".join(reason for branch in missing for reason in branch if reason)


def _paths_of(node: ast.expr, source: _Source) -> list[str]:
    """Return the Saleor paths an expression like `enums.PermissionEnum` may stand for."""
    if isinstance(node, ast.Name):
        return source.names.get(node.id, [])
    if isinstance(node, ast.Attribute):
        return [f"{path}.{node.attr}" for path in _paths_of(node.value, source)]
    return []


def _any(paths: list[str], refusal: Callable[[Record, str], str | None]) -> Callable[[Record], str | None]:
    """Return a check that holds if it holds for one of the paths that this version has."""

    def check(record: Record) -> str | None:
        reasons = [refusal(record, path) for path in paths if record.find(path) is not None]
        return reasons[0] if reasons and all(reasons) else None

    return check


def _attribute(node: ast.Attribute, source: _Source) -> None:
    if paths := _paths_of(node.value, source):
        source.add(node, _any(paths, lambda record, path: record.attribute_refusal(path, node.attr)))


def _call(node: ast.Call, source: _Source) -> None:
    given = sum(not isinstance(argument, ast.Starred) for argument in node.args)
    keywords = [keyword.arg for keyword in node.keywords if keyword.arg]
    complete = given == len(node.args) and len(keywords) == len(node.keywords)
    if paths := _paths_of(node.func, source):
        source.add(node, _any(paths, lambda record, path: record.call_refusal(path, given, keywords, complete)))
    root = root_of_chain(node)
    if root is not None and (paths := _paths_of(root, source)):
        source.add(node, _any(paths, lambda record, path: refusals_of_chain(node, path, record)))


def _text(node: ast.AST, text: str, source: _Source) -> None:
    if _PATH_IN_TEXT.fullmatch(text) and text not in _OWN_NAMES:
        source.add(node, lambda record: _missing(record, text))
