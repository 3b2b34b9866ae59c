"""The table of a cart or an order: one row per line with picture, name, quantity and total."""

from ..writer import MailWriter
from .base import section, text


def lines_mjml(writer: MailWriter, source: str, has_total: bool) -> str:
    """Return a section that lists `source.lines`, each with the fields of messages/render_data.py."""
    quantity, total = writer.label("quantity"), writer.label("total")
    rows = f"""<table role="presentation" class="lines" width="100%" cellpadding="0" cellspacing="0">
{{% for line in {source}.lines %}}<tr>
<td class="line-picture" width="88">{{% if line.image_url %}}<a href="{{{{ line.url }}}}">\
<img src="{{{{ line.image_url }}}}" alt="{{{{ line.name }}}}" width="72" height="72"></a>{{% endif %}}</td>
<td class="line-words"><a class="name" href="{{{{ line.url }}}}">{{{{ line.name }}}}</a>
{{% if line.variant_name %}}<p class="detail">{{{{ line.variant_name }}}}</p>{{% endif %}}
<p class="detail">{quantity}: {{{{ line.quantity }}}}</p>
{{% if line.notice %}}<p class="notice">{{{{ line.notice }}}}</p>{{% endif %}}</td>
<td class="line-price" align="right">{{{{ line.total }}}}</td>
</tr>{{% endfor %}}"""
    if has_total:
        rows += f"""<tr><td class="total" colspan="2">{total}</td>
<td class="total" align="right">{{{{ {source}.total }}}}</td></tr>"""
    body = writer.markup(rows + "</table>")
    return section(text(body, "8px 24px"))


def lines_text(writer: MailWriter, source: str, has_total: bool) -> str:
    """Return the same lines as plain text."""
    texts = writer.texts
    link = writer.text_link("{{ line.url }}")
    words = (
        f"{{% for line in {source}.lines %}}- {{{{ line.name }}}}"
        "{% if line.variant_name %}, {{ line.variant_name }}{% endif %}\n"
        f"  {texts.get('quantity')}: {{{{ line.quantity }}}}, {{{{ line.total }}}}"
        "{% if line.notice %} ({{ line.notice }}){% endif %}\n"
        f"  {link}\n{{% endfor %}}"
    )
    return words + (f"{texts.get('total')}: {{{{ {source}.total }}}}" if has_total else "")
