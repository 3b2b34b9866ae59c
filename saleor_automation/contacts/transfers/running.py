"""Take up what is waiting, one batch at a time; any number of workers may do so at once."""

import logging
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from psycopg import errors

from ...core import sql
from ...core.exceptions import AutomationError
from . import exports, imports
from .models import Transfer, TransferKind, TransferState

logger = logging.getLogger(__name__)


ATTEMPTS = 5
"""How often a batch is tried that met a merge or an erasure, or that PostgreSQL ended because of a deadlock."""


def run_batch(now: datetime) -> int:
    """Do one batch of the oldest transfer nobody else is at; returns 1, or 0 if there is none.

    A transfer that cannot go on is failed with the reason; the others are not held up. A database that is away is no
    such reason: the batch is due again.
    """
    transfer_ids: list[int] = []
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _run_batch(transfer_ids, now)
        except (IntegrityError, OperationalError, InterfaceError) as error:
            if not isinstance(error, IntegrityError) and not isinstance(error.__cause__, errors.DeadlockDetected):
                raise
            logger.warning("automation: transfer %s met somebody else's work, attempt %d", transfer_ids, attempt)
            problem: Exception = error
        except Exception as error:
            logger.exception("automation: transfer %s failed", transfer_ids)
            problem = error
            break
    _fail(transfer_ids[-1], problem, now)
    return 1


def _run_batch(transfer_ids: list[int], now: datetime) -> int:
    """Do one batch, and name its transfer in transfer_ids before anything can go wrong."""
    with transaction.atomic():
        rows = sql.fetch_all(
            """
            SELECT id FROM automation_transfer WHERE state IN ('waiting', 'running')
            ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
            """
        )
        if not rows:
            return 0
        transfer_ids.append(rows[0][0])
        transfer = Transfer.objects.get(pk=rows[0][0])
        (imports.go_on if transfer.kind == TransferKind.IMPORT else exports.go_on)(transfer, now)
    return 1


def go_on_with(transfer_id: int, now: datetime) -> Transfer:
    """Do one batch of this transfer, after whoever is at it, and return it as it is then."""
    with transaction.atomic():
        transfer = Transfer.objects.select_for_update().get(pk=transfer_id)
        if transfer.state in (TransferState.WAITING, TransferState.RUNNING):
            (imports.go_on if transfer.kind == TransferKind.IMPORT else exports.go_on)(transfer, now)
    return transfer


def _fail(transfer_id: int, error: Exception, now: datetime) -> None:
    with transaction.atomic():
        transfer = Transfer.objects.select_for_update().filter(pk=transfer_id).first()
        if transfer is None or transfer.state not in (TransferState.WAITING, TransferState.RUNNING):
            return
        transfer.state = TransferState.FAILED
        transfer.problem = str(error) if isinstance(error, AutomationError) else f"{type(error).__name__}: {error}"
        transfer.updated_at = now
        imports.finish(transfer, now)
        transfer.save()


def delete_expired(now: datetime) -> int:
    """Delete transfers whose time is over, with their files and errors; returns how many."""
    with transaction.atomic():
        ids = [
            row[0]
            for row in sql.fetch_all(
                "SELECT id FROM automation_transfer WHERE expires_at <= %s ORDER BY id FOR UPDATE SKIP LOCKED", [now]
            )
        ]
        if ids:
            for table in ("automation_transferchunk", "automation_transfererror"):
                sql.execute(f"DELETE FROM {table} WHERE transfer_id = ANY(%s)", [ids])  # noqa: S608
            sql.execute("DELETE FROM automation_transfer WHERE id = ANY(%s)", [ids])
        return len(ids)
