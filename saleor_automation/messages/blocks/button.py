"""A call to action."""

from typing import Literal

from ..fields import Line, Url
from ..writer import MailWriter
from .base import SimpleBlock


class Button(SimpleBlock):
    kind: Literal["button"]
    titles = {"en": "Button", "it": "Pulsante"}
    label: Line
    url: Url

    def column_mjml(self, writer: MailWriter) -> str:
        return (
            f'<mj-button href="{writer.words(self.url)}" padding="12px 24px 20px">'
            f"{writer.words(self.label)}</mj-button>"
        )

    def plain_text(self, writer: MailWriter) -> str:
        return f"{self.label}: {writer.text_link(self.url)}"
