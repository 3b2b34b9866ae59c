"""Where the reader stands in the loyalty programme."""

from typing import Literal

from ..writer import MailWriter
from .base import Block, section, text


class Points(Block):
    """Points that may be spent, the level, and what leads to the next level and reward, as far as there is one."""

    kind: Literal["points"]
    titles = {"en": "Loyalty points", "it": "Punti fedeltà"}

    def mjml(self, writer: MailWriter) -> str:
        put = writer.markup
        tier, next_tier, next_reward = (writer.label(key, **places) for key, places in _LINES)
        body = (
            put('<table role="presentation" class="coupon" width="100%" cellpadding="0" cellspacing="0"><tr>')
            + put('<td class="coupon-cell" align="center">')
            + put(f'<p class="coupon-label">{writer.label("your_points")}</p>')
            + put('<p class="coupon-code">{{ points.available }}</p>')
            + put(f'{{% if points.tier %}}<p class="coupon-value">{tier}</p>{{% endif %}}')
            + put(f'{{% if points.next_tier %}}<p class="coupon-label">{next_tier}</p>{{% endif %}}')
            + put(f'{{% if points.next_reward %}}<p class="coupon-label">{next_reward}</p>{{% endif %}}')
            + put("</td></tr></table>")
        )
        return section(text(body, "12px 24px"))

    def plain_text(self, writer: MailWriter) -> str:
        texts = writer.texts
        tier, next_tier, next_reward = (texts.get(key, **places) for key, places in _LINES)
        return (
            f"{texts.get('your_points')}: {{{{ points.available }}}}\n"
            f"{{% if points.tier %}}{tier}\n{{% endif %}}"
            f"{{% if points.next_tier %}}{next_tier}\n{{% endif %}}"
            f"{{% if points.next_reward %}}{next_reward}\n{{% endif %}}"
        )


_LINES = (
    ("your_tier", {"tier": "{{ points.tier }}"}),
    ("to_next_tier", {"points": "{{ points.to_next_tier }}", "tier": "{{ points.next_tier }}"}),
    ("to_next_reward", {"points": "{{ points.to_next_reward }}", "reward": "{{ points.next_reward }}"}),
)
