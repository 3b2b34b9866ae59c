"""What an order contained."""

from typing import Literal

from ..writer import MailWriter
from .base import Block, section, text
from .lines_table import lines_mjml, lines_text


class OrderLines(Block):
    """Left out when there is no order, or one without lines."""

    kind: Literal["order_lines"]
    titles = {"en": "Order contents", "it": "Contenuto dell'ordine"}
    has_total: bool = True

    def mjml(self, writer: MailWriter) -> str:
        words = writer.label("order_number", number="{{ order.number }}")
        number = writer.markup(f'<p class="strong">{words}</p>')
        return (
            writer.raw("{% if order.lines %}")
            + section(text(number, "12px 24px 0"))
            + lines_mjml(writer, "order", self.has_total)
            + writer.raw("{% endif %}")
        )

    def plain_text(self, writer: MailWriter) -> str:
        number = writer.texts.get("order_number", number="{{ order.number }}")
        return f"{{% if order.lines %}}{number}\n{lines_text(writer, 'order', self.has_total)}{{% endif %}}"
