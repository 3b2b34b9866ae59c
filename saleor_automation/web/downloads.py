"""Files of contacts for whoever holds a signed link: an export, or the errors of an import.

The link is made in GraphQL for staff, and good for a quarter of an hour. The content goes out a piece at a time, each
read by a query of its own, so that a file of a gigabyte needs no more memory than one of a page.
"""

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from ..contacts.transfers.links import BrokenLink, read_link
from ..contacts.transfers.models import Transfer, TransferChunk, TransferError, TransferKind, TransferState
from ..core.clock import utc_now
from ..core.translating import in_language
from . import pages

_ERRORS_PAGE = 5_000

Pages = Callable[[int], tuple[bytes, int] | None]
"""Returns the piece behind a place and the place behind it, or None at the end."""


def respond(request: HttpRequest, token: str) -> HttpResponse | StreamingHttpResponse:
    """Answer with the file, or with the page for a link that leads nowhere."""
    try:
        what, transfer_id = read_link(token)
    except BrokenLink:
        return pages.broken_link(request)
    transfer = Transfer.objects.filter(pk=transfer_id, expires_at__gt=utc_now()).first()
    is_there = transfer is not None and (
        what == "errors" or (transfer.kind == TransferKind.EXPORT and transfer.state == TransferState.DONE)
    )
    if transfer is None or not is_there:
        return pages.broken_link(request)
    language = request.GET.get("language", "")
    pieces = _content_pages(transfer) if what == "content" else _error_pages(transfer, language)
    name = transfer.file_name if what == "content" else f"errors-of-import-{transfer.pk}.csv"
    response = StreamingHttpResponse(
        _later(pieces) if isinstance(request, ASGIRequest) else _now(pieces), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _now(pieces: Pages) -> Iterator[bytes]:
    place = 0
    while (found := pieces(place)) is not None:
        piece, place = found
        yield piece


async def _later(pieces: Pages) -> AsyncIterator[bytes]:
    """For ASGI, where Django would collect an ordinary iterator in memory before it sends anything."""
    place = 0
    while (found := await sync_to_async(pieces)(place)) is not None:
        piece, place = found
        yield piece


def _content_pages(transfer: Transfer) -> Pages:
    def page(number: int) -> tuple[bytes, int] | None:
        data = TransferChunk.objects.filter(transfer=transfer, number=number).values_list("data", flat=True).first()
        return (bytes(data), number + 1) if data is not None else None

    return page


def _error_pages(transfer: Transfer, language: str) -> Pages:
    def page(after_id: int) -> tuple[bytes, int] | None:
        rows = list(
            TransferError.objects.filter(transfer=transfer, pk__gt=after_id)
            .order_by("pk")
            .values_list("pk", "line", "column_name", "value", "reason")[:_ERRORS_PAGE]
        )
        if not rows and after_id:
            return None
        text = io.StringIO()
        writer = csv.writer(text)
        if not after_id:
            writer.writerow(in_language(name, language) for name in ("line", "column", "value", "reason"))
        writer.writerows(
            [line, column, _harmless(value), in_language(reason, language)] for _, line, column, value, reason in rows
        )
        return text.getvalue().encode(), rows[-1][0] if rows else _AFTER_ALL

    return page


_AFTER_ALL = 2**62


def _harmless(value: str) -> str:
    """Return a cell no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
