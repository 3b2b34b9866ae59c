"""What a customer said, with stars."""

from typing import Literal

from pydantic import Field

from ..fields import Line, Words
from ..writer import MailWriter
from .base import Block, section, text


class Review(Block):
    kind: Literal["review"]
    titles = {"en": "Customer review", "it": "Recensione"}
    quote: Words
    author: Line
    stars: int | None = Field(default=None, ge=1, le=5)

    def mjml(self, writer: MailWriter) -> str:
        stars = ""
        if self.stars:
            label = writer.label("rating", rating=str(self.stars))
            stars = writer.markup(f'<p class="stars" role="img" aria-label="{label}">{self._drawn()}</p>')
        body = (
            stars
            + writer.markup('<blockquote class="quote">')
            + writer.lines(self.quote)
            + writer.markup('</blockquote><p class="muted">')
            + writer.words(self.author)
            + writer.markup("</p>")
        )
        return section(text(body, "12px 24px 24px"))

    def plain_text(self, writer: MailWriter) -> str:
        rating = f"{writer.texts.get('rating', rating=str(self.stars))}\n" if self.stars else ""
        return f"{rating}“{self.quote}”\n{self.author}"

    def _drawn(self) -> str:
        filled = self.stars or 0
        return "★" * filled + "☆" * (5 - filled)
