"""What every block is: checked fields, a piece of MJML, a piece of plain text."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from ..writer import MailWriter

SECTION = '<mj-section css-class="surface" background-color="#ffffff" padding="0 8px">'


def section(*columns: str) -> str:
    """Return a row of the mail with these columns, each a piece of MJML."""
    return f"{SECTION}{''.join(f'<mj-column>{column}</mj-column>' for column in columns)}</mj-section>"


def text(body: str, padding: str) -> str:
    """Return an MJML text element around markup that the writer has put away."""
    return f'<mj-text padding="{padding}">{body}</mj-text>'


class Block(BaseModel):
    """One part of a mail, from top to bottom.

    Both forms are template source for the same words: who reads the text part misses nothing but pictures.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str

    titles: ClassVar[Mapping[str, str]]
    """What a marketer calls this kind of block, by language: English and Italian."""

    def mjml(self, writer: MailWriter) -> str:
        """Return one or more MJML sections."""
        raise NotImplementedError

    def plain_text(self, writer: MailWriter) -> str:
        """Return the block's paragraph of the text part; empty when it has nothing to say."""
        raise NotImplementedError


class SimpleBlock(Block):
    """A block that also fits into a column."""

    def column_mjml(self, writer: MailWriter) -> str:
        """Return what stands inside an MJML column."""
        raise NotImplementedError

    def mjml(self, writer: MailWriter) -> str:
        return section(self.column_mjml(writer))
