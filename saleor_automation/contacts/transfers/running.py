"""Take up what is waiting, one batch at a time; any number of workers may do so at once."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from ...core import sql
from ...core.exceptions import AutomationError
from . import exports, imports
from .models import Transfer, TransferKind, TransferState

logger = logging.getLogger(__name__)


def run_batch(now: datetime) -> int:
    """Do one batch of the oldest transfer nobody else is at; returns 1, or 0 if there is none.

    A transfer that cannot go on is failed with the reason; the others are not held up. A database that is away, or that
    broke a deadlock, is no such reason: the batch is due again.
    """
    transfer_id = 0
    try:
        with transaction.atomic():
            rows = sql.fetch_all(
                """
                SELECT id FROM automation_transfer WHERE state IN ('waiting', 'running')
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
                """
            )
            if not rows:
                return 0
            transfer_id = rows[0][0]
            transfer = Transfer.objects.get(pk=transfer_id)
            (imports.go_on if transfer.kind == TransferKind.IMPORT else exports.go_on)(transfer, now)
        return 1
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("automation: transfer %d failed", transfer_id)
        _fail(transfer_id, error, now)
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
