"""Simple blocks side by side; on a phone one below the other."""

from typing import Annotated, Literal

from pydantic import Field

from ..writer import MailWriter
from .base import Block, section
from .button import Button
from .divider import Divider
from .heading import Heading
from .image import Image
from .text import Text

ColumnBlock = Annotated[Heading | Text | Image | Button | Divider, Field(discriminator="kind")]


class Columns(Block):
    kind: Literal["columns"]
    titles = {"en": "Columns", "it": "Colonne"}
    columns: Annotated[list[list[ColumnBlock]], Field(min_length=2, max_length=4)]

    def mjml(self, writer: MailWriter) -> str:
        return section(*("".join(block.column_mjml(writer) for block in column) for column in self.columns))

    def plain_text(self, writer: MailWriter) -> str:
        texts = [block.plain_text(writer) for column in self.columns for block in column]
        return "\n\n".join(text for text in texts if text)
