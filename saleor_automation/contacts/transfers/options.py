"""What an import is asked to do, checked before anything is stored."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ...core.exceptions import InvalidDefinition, PermanentError
from ..models import ConsentState, ContactList
from ..tags import clean_name
from .columns import EMAIL, FIELD_PREFIX, TARGETS, fields_of, guessed_target

DELIMITERS = (",", ";", "\t", "|")
MAX_COLUMNS = 200


@dataclass(frozen=True)
class StatedConsent:
    """What is said of everybody in the file whose row says nothing itself.

    at is when they said it, ISO 8601; with it and the words in text it is the person's own word, which may bring back
    somebody who had left before. Without, it counts from the moment of the import and brings nobody back.
    """

    state: str
    source: str
    at: str = ""
    text: str = ""


@dataclass(frozen=True)
class ImportOptions:
    """mapping gives each column of the file its target (columns.TARGETS, or fields.<slug>); "" leaves it out.

    delimiter and header are those of the file. lists are slugs everybody joins, tags names everybody gets. Without
    starts_journeys what the import writes is kept in the log and wakes nobody.
    """

    delimiter: str
    header: tuple[str, ...]
    mapping: Mapping[str, str]
    lists: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    consent: StatedConsent | None = None
    overwrites: bool = True
    starts_journeys: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ImportOptions":
        consent = StatedConsent(**data["consent"]) if data.get("consent") else None
        tuples = {name: tuple(data[name]) for name in ("header", "lists", "tags")}
        return cls(**{**data, **tuples, "consent": consent})

    @property
    def targets(self) -> tuple[str, ...]:
        """The target of each column of the file, in its order."""
        return tuple(self.mapping.get(name, "") for name in self.header)


@dataclass(frozen=True)
class ImportRequest:
    """What a caller says; mapping and delimiter are found out where they are left empty."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    lists: Sequence[str] = ()
    tags: Sequence[str] = ()
    consent: StatedConsent | None = None
    overwrites: bool = True
    starts_journeys: bool = False


def options_for(first_line: str, request: ImportRequest) -> ImportOptions:
    """Return the options for a file that begins with this line. Raises InvalidDefinition with every problem."""
    delimiter = request.delimiter or _sniffed(first_line)
    problems: list[tuple[str, str]] = []
    if delimiter not in DELIMITERS:
        problems.append(("delimiter", f"{delimiter!r} sets no columns apart; use a comma, semicolon, tab or bar."))
        delimiter = ","
    header = tuple(name.strip() for name in next(csv.reader([first_line], delimiter=delimiter), []))
    problems += _header_problems(header)
    mapping = {name: request.mapping.get(name, guessed_target(name)) for name in header}
    problems += _mapping_problems(header, request.mapping, mapping)
    problems += _other_problems(request)
    if problems:
        raise InvalidDefinition("Import", problems)
    return ImportOptions(
        delimiter,
        header,
        mapping,
        tuple(request.lists),
        tuple(clean_name(name) for name in request.tags),
        request.consent,
        request.overwrites,
        request.starts_journeys,
    )


def _sniffed(first_line: str) -> str:
    """Return what sets the names of the first line apart, outside of quotes."""
    outside = "".join(first_line.split('"')[::2])
    counts = {delimiter: outside.count(delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else ","


def _header_problems(header: Sequence[str]) -> list[tuple[str, str]]:
    if len(header) > MAX_COLUMNS:
        return [("header", f"The file has {len(header)} columns; use at most {MAX_COLUMNS}.")]
    problems = [
        ("header", f"Column {name!r} is there {count} times; give each column a name of its own.")
        for name, count in Counter(header).items()
        if count > 1 and name
    ]
    empty = [str(number) for number, name in enumerate(header, start=1) if not name]
    if empty:
        problems.append(("header", f"Column {', '.join(empty)} has no name; name it in the first line."))
    return problems


def _mapping_problems(
    header: Sequence[str], asked: Mapping[str, str], mapping: Mapping[str, str]
) -> list[tuple[str, str]]:
    problems = [
        ("mapping", f"The file has no column {name!r}; it has {', '.join(header)}.")
        for name in asked
        if name not in header
    ]
    known: set[str] = set(TARGETS)
    for name, target in mapping.items():
        if target and target not in known and not target.startswith(FIELD_PREFIX):
            hint = f"use one of {', '.join(TARGETS)}, {FIELD_PREFIX}<slug>, or nothing"
            problems.append(("mapping", f"Column {name!r}: there is no target {target!r}; {hint}."))
    for target, count in Counter(target for target in mapping.values() if target).items():
        if count > 1:
            problems.append(("mapping", f"{count} columns are mapped to {target!r}; map one of them."))
    if EMAIL not in mapping.values():
        problems.append(("mapping", f"No column holds the e-mail address; map one to {EMAIL!r}."))
    if not problems:
        problems += _unknown("mapping", lambda: fields_of([target for target in mapping.values() if target]))
    return problems


def _other_problems(request: ImportRequest) -> list[tuple[str, str]]:
    problems = [("tags", str(error)) for error in _errors(lambda: [clean_name(name) for name in request.tags])]
    found = set(ContactList.objects.filter(slug__in=request.lists).values_list("slug", flat=True))
    for slug in request.lists:
        if slug not in found:
            problems.append(("lists", f"There is no list {slug!r}; create it or leave it out."))
    consent = request.consent
    if consent is not None:
        allowed = (ConsentState.SUBSCRIBED, ConsentState.UNSUBSCRIBED)
        if consent.state not in allowed:
            problems.append(
                ("consent", f"{consent.state!r} cannot be said of a whole file; use {' or '.join(allowed)}.")
            )
        if not consent.source.strip():
            problems.append(("consent", "Say where the consent was given, for instance 'shop fair 2026'."))
        if consent.at and not _is_moment(consent.at):
            problems.append(("consent", "Say when the consent was given as 2026-01-31, or with the time and zone."))
    return problems


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _errors(check: Any) -> list[Exception]:
    try:
        check()
    except PermanentError as error:
        return [error]
    return []


def _unknown(place: str, check: Any) -> list[tuple[str, str]]:
    return [(place, str(error)) for error in _errors(check)]
