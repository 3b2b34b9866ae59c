"""Signatures as text: short enough to read in a record, exact enough to compare."""

import ast
import enum
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass


def describe(function: Callable) -> str:
    """Return the signature as text, without annotations, e.g. "(self, checkout, *, webhooks=None)"."""
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty, default=_Shown(parameter.default))
        if parameter.default is not inspect.Parameter.empty
        else parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in inspect.signature(function, follow_wrapped=True).parameters.values()
    ]
    return str(inspect.Signature(parameters))


class _Shown:
    """A default value that prints the same on every machine; "..." stands for what has no literal."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        return literal(self.value) or "..."


def literal(value: object) -> str | None:
    """Return value as Python source when it is a plain constant, else None."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    return None


@dataclass(frozen=True)
class Signature:
    """What callers may pass: names in order, how many may be given by position, what must be given."""

    positional: tuple[str, ...]
    positional_only: int
    keywords: frozenset[str]
    required: frozenset[str]
    takes_any_positional: bool
    takes_any_keyword: bool

    @classmethod
    def parse(cls, text: str) -> "Signature":
        function = ast.parse(f"def f{text}: ...").body[0]
        assert isinstance(function, ast.FunctionDef)
        arguments = function.args
        positional = [argument.arg for argument in arguments.posonlyargs + arguments.args]
        optional = set(positional[len(positional) - len(arguments.defaults) :] if arguments.defaults else ())
        keyword_only = {argument.arg for argument in arguments.kwonlyargs}
        required = {name for name in positional if name not in optional} | {
            argument.arg
            for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is None
        }
        return cls(
            positional=tuple(positional),
            positional_only=len(arguments.posonlyargs),
            keywords=frozenset(positional[len(arguments.posonlyargs) :]) | keyword_only,
            required=frozenset(required),
            takes_any_positional=arguments.vararg is not None,
            takes_any_keyword=arguments.kwarg is not None,
        )

    def refusal(self, given: int, keywords: Iterable[str], *, complete: bool = True) -> str | None:
        """Say why a call with that many positional arguments and these keywords fails, or None if it works.

        complete=False when the call also unpacks * or **, so that nothing can be said about what is missing.
        """
        keywords = list(keywords)
        if given > len(self.positional) and not self.takes_any_positional:
            return f"takes {len(self.positional)} positional arguments, {given} given"
        by_position = set(self.positional[:given])
        for name in keywords:
            if name not in self.keywords and not self.takes_any_keyword:
                return f"has no parameter {name!r}"
            if name in by_position and name in self.keywords:
                return f"gets {name!r} twice"
        missing = sorted(self.required - by_position - set(keywords))
        if complete and missing:
            return f"misses {', '.join(map(repr, missing))}"
        return None


def narrower(offered: str, recorded: str) -> str | None:
    """Say which call that fits `offered` would fail on `recorded`, or None if there is none.

    Used on the sandbox (offered): whatever it accepts, the real one must accept too.
    """
    ours, real = Signature.parse(offered), Signature.parse(recorded)
    same: dict[str, str] = {}
    for position, name in enumerate(ours.positional):
        if position >= len(real.positional):
            if name not in real.keywords and not real.takes_any_positional and not real.takes_any_keyword:
                return f"{name!r} is not a parameter of the real one"
        elif position < max(ours.positional_only, real.positional_only):
            same[name] = real.positional[position]  # names of positional-only parameters do not matter
        elif name.startswith("_") or real.positional[position].startswith("_"):
            same[name] = real.positional[position]  # nor those of parameters nobody is meant to name
        elif real.positional[position] != name:
            return f"position {position + 1} is {name!r}, in the real one {real.positional[position]!r}"
    extra = sorted(ours.keywords - real.keywords - set(same))
    if extra and not real.takes_any_keyword:
        return f"{', '.join(map(repr, extra))} is not a parameter of the real one"
    missing = sorted(real.required - {same.get(name, name) for name in ours.required})
    if missing and not ours.takes_any_keyword and not ours.takes_any_positional:
        return f"{', '.join(map(repr, missing))} must be given to the real one"
    return None
