"""A thin line between two thoughts."""

from typing import Literal

from ..writer import MailWriter
from .base import SimpleBlock


class Divider(SimpleBlock):
    kind: Literal["divider"]
    titles = {"en": "Divider", "it": "Separatore"}

    def column_mjml(self, writer: MailWriter) -> str:
        return '<mj-divider border-width="1px" border-color="#e5e7eb" padding="16px 24px"/>'

    def plain_text(self, writer: MailWriter) -> str:
        return "---"
