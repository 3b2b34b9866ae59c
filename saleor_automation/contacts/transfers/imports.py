"""Import contacts from a file: start, go on by one batch, stop.

A batch is one transaction: its rows, their errors, and the place in the file behind them. Killed anywhere, the next
worker goes on behind the last batch; nothing is written twice. The row of the transfer is locked meanwhile, so no two
workers take up the same import, and a death frees it at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from ...core import sql
from ...core.exceptions import Conflict, NotFound
from ...core.settings import get_settings
from ..field_writing import set_values
from ..known_again import erased_at
from ..lists import ListWord, change_subscriptions, lists_by_slug
from ..models import ConsentState
from ..tags import add_tag
from ..touched import touch
from . import content, staging
from .models import Transfer, TransferChunk, TransferKind, TransferState
from .options import ImportOptions, ImportRequest, options_for
from .reading import Batch, RowError, read_batch

MAX_FIRST_LINE = 100_000


def start_import(
    pieces: Iterable[bytes],
    request: ImportRequest,
    now: datetime,
    *,
    file_name: str = "",
    encoding: str = "",
    is_dry_run: bool = False,
    requested_by: str = "",
) -> Transfer:
    """Store a file and have it imported; returns the transfer, which tells how far it is.

    Raises UnreadableFile, InvalidDefinition with every problem of header, mapping and options; nothing is stored then.
    """
    settings = get_settings()
    with transaction.atomic():
        transfer = Transfer.objects.create(
            kind=TransferKind.IMPORT,
            file_name=file_name[:250],
            is_dry_run=is_dry_run,
            requested_by=requested_by[:64],
            created_at=now,
            updated_at=now,
            expires_at=now + timedelta(days=settings.transfer_days),
        )
        most = settings.import_max_megabytes << 20
        transfer.total_bytes, lines = content.store(transfer.pk, pieces, encoding, most)
        first = next(content.lines_from(transfer.pk, 0), b"")
        options = options_for(first[:MAX_FIRST_LINE].decode().rstrip("\n"), request)
        transfer.options = options.as_json()
        transfer.next_byte, transfer.next_line = len(first), 2
        transfer.total = max(lines - 1, 0)
        transfer.save()
    return transfer


def go_on(transfer: Transfer, now: datetime) -> None:
    """Import one batch. The transfer must be locked, in the transaction that this is a part of."""
    options = ImportOptions.from_json(transfer.options)
    size = get_settings().import_batch_size
    batch = read_batch(transfer.pk, options, transfer.next_byte, transfer.next_line, size)
    _leave_out_the_erased(batch, transfer)
    created = 0
    savepoint = transaction.savepoint()
    if batch.rows:
        created = _write(batch, options, transfer, now)
    # A dry run does everything, and takes it back: what it counts is what would be.
    (transaction.savepoint_rollback if transfer.is_dry_run else transaction.savepoint_commit)(savepoint)
    staging.copy_errors(transfer.pk, [(e.line, e.column, e.value, e.reason) for e in batch.errors])
    transfer.done += batch.records - batch.bad
    transfer.failed += batch.bad
    transfer.created += created
    transfer.updated += len(batch.rows) - created
    transfer.next_byte, transfer.next_line = batch.next_byte, batch.next_line
    transfer.state = TransferState.DONE if batch.is_end else TransferState.RUNNING
    transfer.updated_at = now
    if batch.is_end:
        finish(transfer, now)
    transfer.save()


def finish(transfer: Transfer, now: datetime) -> None:
    """Note the end of an import and delete its file, which is not needed any more."""
    transfer.finished_at = now
    transfer.total = transfer.done + transfer.failed
    if transfer.kind == TransferKind.IMPORT:
        TransferChunk.objects.filter(transfer=transfer).delete()


def _leave_out_the_erased(batch: Batch, transfer: Transfer) -> None:
    """Whoever asked to be erased does not come back with an old list, only by a later word of their own."""
    for email, moment in erased_at(list(batch.rows)).items() if _anybody_was_erased() else ():
        row = batch.rows[email]
        said_at, words = row.values.get("consent_at", ""), row.values.get("consent_text", "")
        if not (words and said_at and datetime.fromisoformat(said_at) > moment):
            del batch.rows[email]
            batch.bad += 1
            reason = "The person was erased at their request; they come back only with a later consent of their own."
            batch.errors.append(RowError(row.line, "", "", reason))


def _anybody_was_erased() -> bool:
    return bool(sql.fetch_all("SELECT EXISTS (SELECT 1 FROM automation_erasure)")[0][0])


def _write(batch: Batch, options: ImportOptions, transfer: Transfer, now: datetime) -> int:
    source = f"import:{transfer.pk}"
    if options.consent is not None:
        stated = {
            f"consent_{name}" if name != "state" else "consent": value
            for name, value in asdict(options.consent).items()
        }
        for row in batch.rows.values():
            if not row.values.get("consent"):
                row.values |= stated
    staging.copy_rows(batch.rows)
    ids, created = staging.write_contacts("import", now, overwrites=options.overwrites)
    staging.write_consent(source, now, tells=options.starts_journeys)
    if options.starts_journeys:
        staging.tell_created(source, now)
    _write_lists(batch, options, ids, source, now)
    _write_tags(batch, options, ids, source, now)
    _write_fields(batch, ids, source, now)
    if not options.starts_journeys:
        _keep_quiet(source, now)
    touch(ids.values(), now)
    sql.execute(f"DROP TABLE {staging.STAGE}")
    return created


def _write_lists(batch: Batch, options: ImportOptions, ids: dict[str, int], source: str, now: datetime) -> None:
    """Put people on lists. A row that says somebody left takes them off instead; nobody comes back by an import."""
    for each in lists_by_slug(options.lists):
        staging.write_list(each.pk, each.slug, source, now)
    members: dict[tuple[str, ConsentState], list[int]] = defaultdict(list)
    for email, row in batch.rows.items():
        state = ConsentState(row.values.get("consent") or ConsentState.SUBSCRIBED)
        for slug in {*row.lists} - {*options.lists}:
            members[(slug, state)].append(ids[email])
    for (slug, state), contact_ids in sorted(members.items()):
        change_subscriptions(lists_by_slug([slug]), contact_ids, ListWord(state, source, now), now)


def _write_tags(batch: Batch, options: ImportOptions, ids: dict[str, int], source: str, now: datetime) -> None:
    tagged: dict[str, list[int]] = defaultdict(list)
    for email, row in batch.rows.items():
        for name in {*options.tags, *row.tags}:
            tagged[name].append(ids[email])
    for name, contact_ids in sorted(tagged.items()):
        add_tag(name, contact_ids, source, now)


def _write_fields(batch: Batch, ids: dict[str, int], source: str, now: datetime) -> None:
    values = {ids[email]: row.fields for email, row in batch.rows.items() if row.fields}
    if values:
        set_values(values, source, now)


def _keep_quiet(source: str, now: datetime) -> None:
    """Leave what the import wrote in the log without telling the journeys."""
    sql.execute(
        """
        UPDATE automation_event SET processed_at = %s
        WHERE processed_at IS NULL AND problem = '' AND occurred_at = %s AND data->>'source' = %s
        """,
        [now, now, source],
    )


def cancel(transfer_id: int, now: datetime) -> Transfer:
    """Stop a transfer behind the batch that is being written; what it has written stays.

    Raises NotFound, Conflict if it has ended.
    """
    with transaction.atomic():
        transfer = Transfer.objects.select_for_update().filter(pk=transfer_id).first()
        if transfer is None:
            raise NotFound(f"There is no import or export with the id {transfer_id}.")
        if transfer.state not in (TransferState.WAITING, TransferState.RUNNING):
            raise Conflict(f"Transfer {transfer_id} is {transfer.state}; only one under way can be cancelled.")
        transfer.state = TransferState.CANCELLED
        transfer.updated_at = now
        finish(transfer, now)
        transfer.save()
        return transfer
