"""One deed over everybody in a segment or under a condition, in batches, as a row the pass works through.

Contacts are taken in the order of their ids and the place moves in the transaction of the batch: whoever goes on
after a crash goes on there, and nobody gets the deed twice. Who comes to meet the condition behind that place while the
operation runs is left out; who meets it no longer when their turn comes, too.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction

from ..contacts.field_models import BulkOperation, OperationState
from ..contacts.field_writing import fitted, known_fields, set_values
from ..contacts.tags import add_tag, clean_name, remove_tag
from ..core import sql
from ..core.exceptions import AutomationError, Conflict, NotFound, PermanentError, RetryableError
from .compilation import PEOPLE, compile_condition
from .conditions import Condition
from .references import read_condition

logger = logging.getLogger(__name__)

Deed = Callable[[Mapping[str, Any], Sequence[int], str, datetime], int]
"""Does something to a batch of contacts: (parameters, contact ids, source, now) -> how many changed.

It runs inside the transaction that moves the operation on, so it happens once.
Raises PermanentError if it never can.
"""

MAX_TAGS = 50


def _assign(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    return sum(add_tag(name, ids, source, now) for name in parameters["tags"])


def _unassign(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    return sum(remove_tag(name, ids, source, now) for name in parameters["tags"])


def _set_fields(parameters: Mapping[str, Any], ids: Sequence[int], source: str, now: datetime) -> int:
    values = parameters["values"]
    return set_values(dict.fromkeys(ids, values), source, now)


ASSIGN_TAGS, UNASSIGN_TAGS, SET_FIELDS = "assign_tags", "unassign_tags", "set_fields"
DEEDS: Mapping[str, Deed] = {ASSIGN_TAGS: _assign, UNASSIGN_TAGS: _unassign, SET_FIELDS: _set_fields}


def check_tags(names: Sequence[str]) -> list[str]:
    """Return the names of tags to give or take, each once. Raises PermanentError for none, too many or a bad one."""
    if not 1 <= len(names) <= MAX_TAGS:
        raise PermanentError(f"There are {len(names)} tags; name 1 to {MAX_TAGS}.")
    return list({clean_name(name).upper(): clean_name(name) for name in names}.values())


@transaction.atomic
def check_values(values: Mapping[str, Any]) -> None:
    """Raise NotFound, Misfit or PermanentError unless these values fit their fields."""
    if not values:
        raise PermanentError("There is no value to set; give at least one.")
    fitted(values, known_fields(list(values)))


def begin(
    kind: str, parameters: Mapping[str, Any], audience: Mapping[str, Any], source: str, now: datetime
) -> BulkOperation:
    """Plan a deed and return its row; the next pass begins.

    audience: {"segment": slug}, {"condition": {...}} or {"contacts": [ids]}. parameters must have been checked.
    Raises InvalidDefinition if the audience names or asks what there is not.
    """
    if "contacts" not in audience:
        condition_of(audience)
    return BulkOperation.objects.create(
        kind=kind, parameters=dict(parameters), audience=dict(audience), source=source, created_at=now
    )


def condition_of(audience: Mapping[str, Any]) -> Condition:
    """Return the condition of an audience. Raises InvalidDefinition."""
    if "segment" in audience:
        return read_condition({"fact": "segment", "op": "has", "value": audience["segment"]}, "Segment")
    return read_condition(audience["condition"], "Condition")


def work(now: datetime, size: int, deeds: Mapping[str, Deed] = DEEDS) -> int:
    """Do one batch of the oldest operation nobody is working on; returns how many contacts it came to, 0 for none.

    What an operation cannot do, or breaks on, ends it with the problem written down; batches done before stay. A batch
    the database gave up (a deadlock, a restart) is done again by the next pass.
    """
    operation_id = 0
    try:
        with transaction.atomic():
            rows = sql.fetch_all(
                """
                SELECT id FROM automation_bulkoperation WHERE state = 'waiting'
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
                """
            )
            if not rows:
                return 0
            operation_id = rows[0][0]
            return _batch(BulkOperation.objects.get(pk=operation_id), now, size, deeds)
    except (OperationalError, RetryableError):
        logger.exception("automation: a batch of bulk operation %d will be tried again", operation_id)
        return 0
    except AutomationError as error:
        problem = str(error)
    except Exception as error:
        if not operation_id:
            raise
        logger.exception("automation: bulk operation %d failed", operation_id)
        problem = f"Unexpected {type(error).__name__}; the log says more."
    with transaction.atomic():
        waiting = BulkOperation.objects.select_for_update().filter(pk=operation_id, state=OperationState.WAITING)
        for operation in waiting:
            _end(operation, OperationState.FAILED, now)
            operation.problem = problem
            operation.save()
    return 1


_PERSONAL = tuple(json.dumps({"fact": fact})[1:-1] for fact in ("email", "full_name"))


def _end(operation: BulkOperation, state: OperationState, now: datetime) -> None:
    """Note the end. Names and addresses somebody was looked up by are forgotten: they would outlive their erasure."""
    operation.state, operation.finished_at = state, now
    asked = json.dumps(operation.audience)
    if any(each in asked for each in _PERSONAL):
        operation.audience = {}


def _audience(audience: Mapping[str, Any], now: datetime) -> tuple[str, list[Any]]:
    """Return the people of an audience as SQL over PEOPLE; of contacts merged meanwhile the one that stayed."""
    if "contacts" not in audience:
        return compile_condition(condition_of(audience), now)
    ids = list(audience["contacts"])
    stayed = "SELECT a.contact_id FROM automation_contactalias a WHERE a.merged_id = ANY(%s)"
    return f"(c.id = ANY(%s) OR c.id IN ({stayed}))", [ids, ids]


MOST_AT_ONCE: Mapping[str, int] = {"erase_contacts": 20}
"""Deeds that take long for each person are done for fewer in one transaction."""


def _batch(operation: BulkOperation, now: datetime, size: int, deeds: Mapping[str, Deed]) -> int:
    where, params = _audience(operation.audience, now)
    size = min(size, MOST_AT_ONCE.get(operation.kind, size))
    if operation.total_count is None:
        operation.total_count = sql.fetch_all(f"SELECT count(*) FROM {PEOPLE} WHERE {where}", params)[0][0]  # noqa: S608
    rows = sql.fetch_all(
        f"SELECT c.id FROM {PEOPLE} WHERE c.id > %s AND {where} ORDER BY c.id LIMIT %s",  # noqa: S608
        [operation.cursor, *params, size],
    )
    ids = [row[0] for row in rows]
    if ids:
        operation.changed_count += deeds[operation.kind](operation.parameters, ids, operation.source, now)
        operation.seen_count += len(ids)
        operation.cursor = ids[-1]
    if len(ids) < size:
        _end(operation, OperationState.DONE, now)
    operation.save()
    # The last, empty batch of an operation still was work: there may be another operation behind it.
    return len(ids) or 1


@transaction.atomic
def cancel(operation_id: int, now: datetime) -> BulkOperation:
    """Stop an operation; the batch that is being done is waited for, and what is done stays done.

    Raises NotFound, Conflict if it has ended already.
    """
    operation = BulkOperation.objects.select_for_update().filter(pk=operation_id).first()
    if operation is None:
        raise NotFound(f"There is no operation with the id {operation_id}.")
    if operation.state != OperationState.WAITING:
        raise Conflict(f"Operation {operation_id} is {operation.state} already; there is nothing left to stop.")
    _end(operation, OperationState.CANCELLED, now)
    operation.save()
    return operation
