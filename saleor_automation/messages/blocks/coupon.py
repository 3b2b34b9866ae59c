"""A code to type in at the checkout."""

from typing import Literal

from ..fields import Line
from ..writer import MailWriter
from .base import Block, section, text


class Coupon(Block):
    """Left out of a mail to somebody for whom code comes out empty."""

    kind: Literal["coupon"]
    titles = {"en": "Coupon", "it": "Coupon"}
    value: Line = "{{ coupon.value }}"
    code: Line = "{{ coupon.code }}"
    expires: Line = "{{ coupon.expires_on }}"

    def mjml(self, writer: MailWriter) -> str:
        put = writer.markup
        body = (
            put('<table role="presentation" class="coupon" width="100%" cellpadding="0" cellspacing="0"><tr>')
            + put('<td class="coupon-cell" align="center"><p class="coupon-value">')
            + writer.words(self.value)
            + put(f'</p><p class="coupon-label">{writer.label("your_code")}</p><p class="coupon-code">')
            + writer.words(self.code)
            + put("</p>{% set _expires %}")
            + writer.words(self.expires)
            + put('{% endset %}{% if _expires|trim %}<p class="coupon-label">')
            + put(writer.label("valid_until", date="{{ _expires }}"))
            + put("</p>{% endif %}</td></tr></table>")
        )
        return (
            writer.raw(f"{self._code_is_there()}{{% if _code|trim %}}")
            + section(text(body, "12px 24px"))
            + writer.raw("{% endif %}")
        )

    def plain_text(self, writer: MailWriter) -> str:
        texts = writer.texts
        return (
            f"{self._code_is_there()}{{% if _code|trim %}}{self.value}\n"
            f"{texts.get('your_code')}: {self.code}\n"
            f"{{% set _expires %}}{self.expires}{{% endset %}}"
            f"{{% if _expires|trim %}}{texts.get('valid_until', date='{{ _expires }}')}{{% endif %}}"
            "{% endif %}"
        )

    def _code_is_there(self) -> str:
        return f"{{% set _code %}}{self.code}{{% endset %}}"
