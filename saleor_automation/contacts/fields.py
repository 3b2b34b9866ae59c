"""Custom fields: make, change and delete them. What contacts hold in them is set by field_writing.py."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ..core import sql
from ..core.exceptions import Conflict, NotFound, PermanentError
from .field_models import CustomField, FieldType, FieldValue

SLUG = re.compile(r"[a-z][a-z0-9_]{0,62}")
MAX_CHOICES = 200
MAX_CHOICE = 100
MAX_NAME = 250


def create_field(slug: str, name: str, kind: str, choices: Sequence[Mapping[str, str]], now: datetime) -> CustomField:
    """Create a field. Raises PermanentError for a bad slug, name or choices, Conflict if the slug is taken."""
    if not SLUG.fullmatch(slug):
        raise PermanentError(
            f"Field slug {slug[:63]!r}: mails use it as a name; begin with a small letter, then use up to 62 "
            "small letters, digits and underscores."
        )
    checked = _checked_choices(slug, kind, choices)
    try:
        with transaction.atomic():
            return CustomField.objects.create(
                slug=slug, name=_checked_name(slug, name), type=kind, choices=checked, created_at=now
            )
    except IntegrityError as error:
        raise Conflict(f"There is a field {slug!r} already; change it or choose another slug.") from error


@transaction.atomic
def update_field(
    field_id: int,
    name: str | None = None,
    kind: str | None = None,
    choices: Sequence[Mapping[str, str]] | None = None,
) -> CustomField:
    """Change a field; what is None stays.

    The type can change only while nobody has a value, a choice can go only while nobody holds it. The field is locked
    against new values meanwhile. Raises NotFound, PermanentError, Conflict saying how many values stand in the way.
    """
    field = lock_field(field_id)
    if name is not None:
        field.name = _checked_name(field.slug, name)
    if kind is not None and kind != field.type:
        count = FieldValue.objects.filter(field=field).count()
        if count:
            raise Conflict(
                f"Field {field.slug!r}: {count} contacts hold a value of type {field.type}; "
                "clear them, or make another field."
            )
        field.type = kind
        choices = field.choices if choices is None and _has_choices(kind) else choices or []
    if choices is not None:
        wanted = _checked_choices(field.slug, field.type, choices)
        _refuse_held({c["value"] for c in field.choices} - {c["value"] for c in wanted}, field)
        field.choices = wanted
    field.save()
    return field


def _refuse_held(values: Collection[str], field: CustomField) -> None:
    if not values:
        return
    held = sql.fetch_all(
        """
        SELECT count(*), min(c) FROM automation_fieldvalue v,
            unnest(COALESCE(v.choices_value, ARRAY[v.text_value])) AS c
        WHERE v.field_id = %s AND c = ANY(%s)
        """,
        [field.pk, sorted(values)],
    )[0]
    if held[0]:
        raise Conflict(f"Field {field.slug!r}: {held[0]} contacts hold choices to be removed, {held[1]!r} among them.")


@transaction.atomic
def delete_field(field_id: int) -> CustomField:
    """Delete a field with all its values and return it as it was. Raises NotFound.

    Whether a journey, segment or mail uses it is for the caller to ask first. Nobody's segments can change by it then.
    """
    field = lock_field(field_id)
    sql.execute("DELETE FROM automation_fieldvalue WHERE field_id = %s", [field.pk])
    CustomField.objects.filter(pk=field_id).delete()
    return field


def lock_field(field_id: int) -> CustomField:
    """Return a field locked until the transaction ends; no value is written to it meanwhile. Raises NotFound."""
    field = CustomField.objects.select_for_update().filter(pk=field_id).first()
    if field is None:
        raise NotFound(f"There is no custom field with the id {field_id}.")
    return field


def _checked_name(slug: str, name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        raise PermanentError(f"Field {slug!r}: give it a name of 1 to {MAX_NAME} printable characters.")
    return name


def _has_choices(kind: str) -> bool:
    return kind in (FieldType.CHOICE, FieldType.MANY_CHOICE)


def _checked_choices(slug: str, kind: str, choices: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if not _has_choices(kind):
        if choices:
            raise PermanentError(f"Field {slug!r} is a {kind} field; leave choices out, or make it choice.")
        return []
    if not 1 <= len(choices) <= MAX_CHOICES:
        raise PermanentError(f"Field {slug!r} has {len(choices)} choices; give 1 to {MAX_CHOICES}.")
    checked: dict[str, str] = {}
    for choice in choices:
        value, label = choice["value"].strip(), " ".join(choice.get("label", "").split())
        if not 1 <= len(value) <= MAX_CHOICE or not value.isprintable() or len(label) > MAX_NAME:
            raise PermanentError(f"Field {slug!r}: choice {value[:MAX_CHOICE]!r} needs 1 to {MAX_CHOICE} characters.")
        if value in checked:
            raise PermanentError(f"Field {slug!r}: choice {value!r} is given twice; remove one.")
        checked[value] = label or value
    return [{"value": value, "label": label} for value, label in checked.items()]
