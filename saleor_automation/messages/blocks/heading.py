"""A headline."""

from typing import Literal

from ..fields import Line
from ..writer import MailWriter
from .base import SimpleBlock


class Heading(SimpleBlock):
    kind: Literal["heading"]
    titles = {"en": "Heading", "it": "Titolo"}
    text: Line
    level: Literal[1, 2, 3] = 1

    def column_mjml(self, writer: MailWriter) -> str:
        tag = f"h{self.level}"
        padding = "24px 24px 4px" if self.level == 1 else "20px 24px 0"
        words = writer.markup(f'<{tag} class="{tag}">') + writer.words(self.text) + writer.markup(f"</{tag}>")
        return f'<mj-text padding="{padding}">{words}</mj-text>'

    def plain_text(self, writer: MailWriter) -> str:
        return self.text
