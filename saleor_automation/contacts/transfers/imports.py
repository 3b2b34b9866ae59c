"""Import contacts from a file: start, go on by one batch, stop.

A batch is one transaction: its rows, their errors, and the place in the file behind them. Killed anywhere, the next
worker goes on behind the last batch; nothing is written twice. The row of the transfer is locked meanwhile, so no two
workers take up the same import, and a death frees it at once.
"""

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import repeat
from typing import Any

from django.db import transaction

from ...core import sql
from ...core.exceptions import Conflict, NotFound
from ...core.settings import get_settings
from ..field_writing import set_values
from ..known_again import erased_at
from ..lists import ListWord, change_subscriptions, lists_by_slug
from ..models import ConsentState
from ..tags import add_tag
from . import content, staging
from .columns import FIELD_PREFIX, LISTS, TAGS, is_field, is_named
from .models import Transfer, TransferChunk, TransferKind, TransferState
from .options import ImportOptions, ImportRequest, options_for
from .reading import Batch, RowError, read_batch
from .words import Writer, said_by_rows

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
        first = next(io.StringIO(next(content.text_from(transfer.pk, 0)), newline="\n"))
        options = options_for(first[:MAX_FIRST_LINE].rstrip("\n"), request)
        transfer.options = options.as_json()
        transfer.next_byte, transfer.next_line = len(first.encode()), 2
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
    if batch.emails:
        created = _write(batch, options, transfer, now)
    # A dry run does everything, and takes it back: what it counts is what would be.
    (transaction.savepoint_rollback if transfer.is_dry_run else transaction.savepoint_commit)(savepoint)
    staging.copy_errors(transfer.pk, [(e.line, e.column, e.value, e.reason) for e in batch.errors])
    transfer.done += batch.records - batch.bad
    transfer.failed += batch.bad
    transfer.created += created
    transfer.updated += len(batch.emails) - created
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
    if not _anybody_was_erased():
        return
    erased = erased_at(batch.emails)
    said_at, words = batch.columns.get("consent_at"), batch.columns.get("consent_text")
    reason = "The person was erased at their request; they come back only with a later consent of their own."
    stays_out = []
    for index, (line, email) in enumerate(zip(batch.lines, batch.emails, strict=True)):
        if email in erased:
            says_so = words and said_at and words[index] and said_at[index]
            if not (says_so and said_at and datetime.fromisoformat(said_at[index]) > erased[email]):
                stays_out.append((index, RowError(line, "", "", reason)))
    batch.leave_out(stays_out)


def _anybody_was_erased() -> bool:
    return bool(sql.fetch_all("SELECT EXISTS (SELECT 1 FROM automation_erasure)")[0][0])


def _write(batch: Batch, options: ImportOptions, transfer: Transfer, now: datetime) -> int:
    source = f"import:{transfer.pk}"
    columns = said_by_rows(batch.columns, options.consent)
    staging.copy_rows(batch.emails, columns)
    new, known = staging.write_contacts(len(batch.emails), columns, "import", now, overwrites=options.overwrites)
    writer = Writer(columns.keys(), options.consent, source, now, options.starts_journeys, new, known)
    writer.write_consent()
    if options.starts_journeys:
        staging.tell_created(source, now)
    for each in lists_by_slug(options.lists):
        writer.write_list(each.pk, each.slug)
    if options.tags or any(is_named(target) for target in columns):
        _write_named(batch, columns, options, source, now)
    staging.touch_all(now)
    staging.drop()
    return new


def _write_named(
    batch: Batch, columns: Mapping[str, Sequence[Any]], options: ImportOptions, source: str, now: datetime
) -> None:
    """Write what rows have different numbers of: places on lists named in a row, tags, and values of fields."""
    by_email = staging.ids_by_email()
    ids = [by_email[email] for email in batch.emails]
    _write_lists(ids, columns, options, source, now)
    _write_tags(ids, columns.get(TAGS), options.tags, source, now)
    fields = {target.removeprefix(FIELD_PREFIX): columns[target] for target in columns if is_field(target)}
    values = zip(ids, zip(*fields.values(), strict=True), strict=True) if fields else ()
    set_values(
        {
            contact_id: {slug: value for slug, value in zip(fields, row, strict=True) if value is not None}
            for contact_id, row in values
        },
        source,
        now,
    )
    if not options.starts_journeys:
        _keep_quiet(source, now)


def _write_lists(
    ids: Sequence[int], columns: Mapping[str, Sequence[Any]], options: ImportOptions, source: str, now: datetime
) -> None:
    """Put people on the lists of their rows. One that says somebody left takes them off instead."""
    stated = options.consent.state if options.consent else ""
    states = columns.get("consent", repeat(stated))
    members: dict[tuple[str, ConsentState], list[int]] = defaultdict(list)
    for contact_id, slugs, state in zip(ids, columns.get(LISTS, ()), states, strict=False):
        for slug in {*slugs} - {*options.lists}:
            members[(slug, ConsentState(state or ConsentState.SUBSCRIBED))].append(contact_id)
    for (slug, state), contact_ids in sorted(members.items()):
        change_subscriptions(lists_by_slug([slug]), contact_ids, ListWord(state, source, now), now)


def _write_tags(
    ids: Sequence[int],
    names_of_rows: Sequence[list[str]] | None,
    everybody: Collection[str],
    source: str,
    now: datetime,
) -> None:
    tagged: dict[str, list[int]] = {name: list(ids) for name in everybody}
    for contact_id, names in zip(ids, names_of_rows or (), strict=False):
        for name in {*names} - {*everybody}:
            tagged.setdefault(name, []).append(contact_id)
    for name, contact_ids in sorted(tagged.items()):
        add_tag(name, contact_ids, source, now)


def _keep_quiet(source: str, now: datetime) -> None:
    """Leave what tags, fields and lists of rows wrote in the log without telling the journeys."""
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
