"""A picture, as wide as its column unless told otherwise."""

from typing import Literal

from pydantic import Field

from ..fields import Line, Url
from ..writer import MailWriter
from .base import SimpleBlock


class Image(SimpleBlock):
    kind: Literal["image"]
    titles = {"en": "Image", "it": "Immagine"}
    src: Url
    alt: Line
    """What the picture says, for those who do not see it; empty for mere decoration."""
    url: Url | None = None
    width_px: int | None = Field(default=None, ge=16, le=600)

    def column_mjml(self, writer: MailWriter) -> str:
        width = f' width="{self.width_px}px"' if self.width_px else ""
        link = f' href="{writer.words(self.url)}"' if self.url else ""
        source, alternative = writer.words(self.src), writer.words(self.alt)
        return f'<mj-image src="{source}" alt="{alternative}"{link}{width} padding="8px 24px"/>'

    def plain_text(self, writer: MailWriter) -> str:
        if not self.url:
            return f"[{self.alt}]" if self.alt else ""
        return f"{self.alt}: {writer.text_link(self.url)}" if self.alt else writer.text_link(self.url)
