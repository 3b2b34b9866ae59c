"""What the customer left in the cart, with the way back to it."""

from typing import Literal

from ..fields import Line
from ..writer import MailWriter
from .base import Block, section
from .lines_table import lines_mjml, lines_text


class CartLines(Block):
    """Left out when the cart has no lines."""

    kind: Literal["cart_lines"]
    titles = {"en": "Cart contents", "it": "Contenuto del carrello"}
    button_label: Line = ""
    has_total: bool = True

    def mjml(self, writer: MailWriter) -> str:
        label = writer.words(self.button_label or writer.texts.get("back_to_cart"))
        link = writer.markup("{{ cart.url }}")
        return (
            writer.raw("{% if cart.lines %}")
            + lines_mjml(writer, "cart", self.has_total)
            + section(f'<mj-button href="{link}" padding="12px 24px 20px">{label}</mj-button>')
            + writer.raw("{% endif %}")
        )

    def plain_text(self, writer: MailWriter) -> str:
        label = self.button_label or writer.texts.get("back_to_cart")
        return (
            "{% if cart.lines %}"
            + lines_text(writer, "cart", self.has_total)
            + f"\n\n{label}: {writer.text_link('{{ cart.url }}')}"
            + "{% endif %}"
        )
