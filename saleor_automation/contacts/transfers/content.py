"""The content of a transfer as rows of UTF-8 text: written while it comes in, read from any byte."""

import codecs
import io
from collections.abc import Iterable, Iterator

from django.db import connection

from ...core import sql
from ...core.exceptions import PermanentError

CHUNK_BYTES = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableFile(PermanentError):
    """A file is no text in its encoding, is empty, or is too large."""


def store(transfer_id: int, pieces: Iterable[bytes], encoding: str, most_bytes: int) -> tuple[int, int]:
    """Store a file as UTF-8 with line ends \\n and return its bytes and lines.

    encoding is a name Python knows; empty means what its first bytes say, else UTF-8. Flat memory whatever the size.
    Raises UnreadableFile.
    """
    total = lines = 0
    ends_with_line = True
    statement = "COPY automation_transferchunk (transfer_id, number, data) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        copy.set_types(("int8", "int4", "bytea"))
        for number, chunk in enumerate(_in_chunks(_as_utf8(pieces, encoding))):
            total += len(chunk)
            if total > most_bytes:
                raise UnreadableFile(f"The file is larger than {most_bytes >> 20} MB; split it, or raise the limit.")
            lines += chunk.count(b"\n")
            ends_with_line = chunk.endswith(b"\n")
            copy.write_row((transfer_id, number, chunk))
    if not total:
        raise UnreadableFile("The file is empty; the first line has to name the columns.")
    return total, lines + (not ends_with_line)


def _as_utf8(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = None
    read = 0
    for piece in pieces:
        if decoder is None:
            decoder = _decoder(encoding or _encoding_of(piece))
        try:
            yield from _clean(decoder.decode(piece))
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                f"The file is not {encoding or 'UTF-8'}: byte {read + error.start + 1} cannot be read. "
                "Save it as UTF-8, or name its encoding, for instance windows-1252."
            ) from None
        read += len(piece)
    if decoder is not None:
        try:
            yield from _clean(decoder.decode(b"", final=True))
        except UnicodeDecodeError:
            raise UnreadableFile("The file ends in the middle of a character; it was cut off.") from None


def _clean(text: str) -> Iterator[bytes]:
    if "\0" in text:
        raise UnreadableFile("The file holds NUL characters; it is no CSV, or in another encoding than UTF-8.")
    if text:
        # The decoder translates line ends, so that a line number is what an editor shows.
        yield text.encode()


def _encoding_of(beginning: bytes) -> str:
    return next((name for mark, name in _BOMS if beginning.startswith(mark)), "utf-8")


def _decoder(encoding: str) -> io.IncrementalNewlineDecoder:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise UnreadableFile(f"There is no encoding {encoding!r}; use utf-8, utf-16 or windows-1252.") from None
    return io.IncrementalNewlineDecoder(decoder, translate=True)


def _in_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES])
            del waiting[:CHUNK_BYTES]
    if waiting:
        yield bytes(waiting)


def chunks_from(transfer_id: int, first_byte: int) -> Iterator[bytes]:
    """Yield the content from a byte on, a chunk at a time."""
    number, skipped = divmod(first_byte, CHUNK_BYTES)
    while rows := sql.fetch_all(
        "SELECT substr(data, %s) FROM automation_transferchunk WHERE transfer_id = %s AND number = %s",
        [skipped + 1, transfer_id, number],
    ):
        yield bytes(rows[0][0])
        number, skipped = number + 1, 0


def text_from(transfer_id: int, first_byte: int) -> Iterator[str]:
    """Yield the content from a byte on in pieces of whole lines; only the last may lack its line end."""
    rest = b""
    for chunk in chunks_from(transfer_id, first_byte):
        end = chunk.rfind(b"\n") + 1
        if end:
            yield (rest + chunk[:end]).decode()
            rest = chunk[end:]
        else:
            rest += chunk
    if rest:
        yield rest.decode()
