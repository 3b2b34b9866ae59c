"""Paragraphs, lists and links, written by people."""

from typing import Literal

from ..fields import RichText
from ..writer import MailWriter
from .base import SimpleBlock


class Text(SimpleBlock):
    kind: Literal["text"]
    titles = {"en": "Text", "it": "Testo"}
    html: RichText

    def column_mjml(self, writer: MailWriter) -> str:
        body = writer.markup('<div class="rich">') + writer.rich(self.html) + writer.markup("</div>")
        return f'<mj-text padding="8px 24px">{body}</mj-text>'

    def plain_text(self, writer: MailWriter) -> str:
        return writer.text_of(self.html)
