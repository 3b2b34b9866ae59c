"""Products side by side, from a list that is filled for each person."""

from typing import Literal

from ..fields import Line, ListSlug
from ..writer import MailWriter
from .base import Block, section, text

_CARD = """<p class="card-name"><a class="name" href="{{ product.url }}">{{ product.name }}</a></p>
{% if product.variant_name %}<p class="detail">{{ product.variant_name }}</p>{% endif %}
{% if product.rating %}<p class="detail">\
<span role="img" aria-label="RATING">★ {{ product.rating }}</span></p>{% endif %}
<p class="price">{% if product.old_price %}<s class="old-price">{{ product.old_price }}</s> {% endif %}\
{{ product.price }}</p>
{% if product.notice %}<p class="notice">{{ product.notice }}</p>{% endif %}"""


class ProductGrid(Block):
    """source is the slug of the product list. when_short says what is left out when the list has too few products."""

    kind: Literal["product_grid"]
    titles = {"en": "Product grid", "it": "Griglia di prodotti"}
    source: ListSlug = "products"
    title: Line = ""
    columns: Literal[1, 2, 3] = 2
    button_label: Line = ""
    when_short: Literal["leave_out_block", "leave_out_mail"] = "leave_out_block"

    @property
    def variable(self) -> str:
        """The name the list has in template tags."""
        return self.source.replace("-", "_")

    def mjml(self, writer: MailWriter) -> str:
        width = f"{100 / self.columns:.4g}%"
        return (
            writer.raw(f"{{% if {self.variable} %}}")
            + self._title(writer)
            + writer.raw(f"{{% for row in {self.variable}|batch({self.columns}) %}}")
            + '<mj-section css-class="surface" background-color="#ffffff" padding="0 20px" text-align="left">'
            # two fit side by side on a phone, three do not
            + ("<mj-group>" if self.columns == 2 else "")
            + writer.raw("{% for product in row %}")
            + f'<mj-column width="{width}">{self._card(writer)}</mj-column>'
            + writer.raw("{% endfor %}")
            + ("</mj-group>" if self.columns == 2 else "")
            + "</mj-section>"
            + writer.raw("{% endfor %}{% endif %}")
        )

    def plain_text(self, writer: MailWriter) -> str:
        old_price = writer.texts.get("old_price", price="{{ product.old_price }}")
        title = f"{self.title}\n\n" if self.title else ""
        return (
            f"{{% if {self.variable} %}}{title}{{% for product in {self.variable} %}}- {{{{ product.name }}}}"
            "{% if product.variant_name %}, {{ product.variant_name }}{% endif %}, {{ product.price }}"
            f"{{% if product.old_price %}} ({old_price}){{% endif %}}"
            "{% if product.notice %} ({{ product.notice }}){% endif %}\n"
            f"  {writer.text_link('{{ product.url }}')}\n{{% endfor %}}{{% endif %}}"
        )

    def _title(self, writer: MailWriter) -> str:
        if not self.title:
            return ""
        words = writer.markup('<h2 class="h2">') + writer.words(self.title) + writer.markup("</h2>")
        return section(text(words, "20px 24px 4px"))

    def _card(self, writer: MailWriter) -> str:
        link, picture = writer.markup("{{ product.url }}"), writer.markup("{{ product.image_url }}")
        words = writer.markup(_CARD.replace("RATING", writer.label("rating", rating="{{ product.rating }}")))
        label = writer.words(self.button_label or writer.texts.get("view_product"))
        return (
            writer.raw("{% if product.image_url %}")
            + f'<mj-image href="{link}" src="{picture}" alt="{writer.markup("{{ product.name }}")}" '
            + 'padding="12px 12px 0" border-radius="6px" fluid-on-mobile="true"/>'
            + writer.raw("{% endif %}")
            + f'<mj-text padding="8px 12px 0">{words}</mj-text>'
            + f'<mj-button href="{link}" align="left" padding="8px 12px 20px" inner-padding="8px 16px" '
            + f'font-size="14px">{label}</mj-button>'
        )
