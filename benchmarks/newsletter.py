"""One realistic mail for all contestants: some 60 CSS rules, six products, 37 KB when finished.

The source is the same for Liquid and for us but for two spots: Liquid must be told to escape, and its loops count in
another variable.
"""

from __future__ import annotations

import random
from typing import Any

CSS = """
body, table, td, a { -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100% }
body { margin: 0; padding: 0; width: 100%; background-color: #f3f1ec; font-family: Georgia, Times, serif }
table { border-collapse: collapse; mso-table-lspace: 0; mso-table-rspace: 0 }
img { border: 0; height: auto; line-height: 100%; outline: none; text-decoration: none; display: block }
a { color: #0f5f59; text-decoration: none }
p { margin: 0 0 14px 0; font-size: 15px; line-height: 23px; color: #2f2f2f }
h1 { margin: 0; font-size: 29px; line-height: 35px; color: #141414; font-weight: 700 }
h2 { margin: 0 0 8px 0; font-size: 22px; line-height: 28px; color: #141414 }
h3 { margin: 0; font-size: 16px; line-height: 21px; color: #262626 }
.page { width: 100%; background-color: #f3f1ec }
.frame { width: 600px; max-width: 600px; background-color: #ffffff; margin: 0 auto }
.preheader { display: none; font-size: 1px; line-height: 1px; max-height: 0; max-width: 0; opacity: 0 }
.top { padding: 22px 30px; background-color: #16302e }
.top a { color: #ffffff }
.menu td { padding: 0 10px; font-size: 13px; text-transform: uppercase }
.picture { padding: 0 }
.intro { padding: 30px 30px 12px 30px; text-align: left }
.intro p.lead { font-size: 17px; line-height: 27px; color: #434343 }
.button { background-color: #b4532a; border-radius: 4px; color: #ffffff; display: inline-block; font-size: 16px }
.button { font-weight: bold; line-height: 44px; text-align: center; width: 220px }
.quiet { background-color: #ffffff; border: 2px solid #16302e; color: #16302e; border-radius: 4px; width: 180px }
.quiet { line-height: 38px; display: inline-block; text-align: center }
.goods { padding: 20px }
.piece { width: 270px; padding: 10px; vertical-align: top }
.piece img { width: 250px; border-radius: 6px }
.piece .name { font-size: 15px; font-weight: bold; color: #262626; padding-top: 10px }
.piece .words { font-size: 13px; line-height: 18px; color: #5c5c5c; padding-top: 4px }
.price { font-size: 16px; color: #141414; font-weight: bold; padding-top: 6px }
.price .before { color: #767676; text-decoration: line-through; font-weight: normal; font-size: 13px }
.flag { background-color: #0f766e; color: #ffffff; font-size: 11px; padding: 2px 6px; border-radius: 3px }
.code { border: 2px dashed #b4532a; padding: 18px; text-align: center; background-color: #fdf6f2 }
.code .letters { font-size: 24px; letter-spacing: 3px; color: #b4532a; font-weight: bold }
.line { border-top: 1px solid #dedbd3; height: 1px; line-height: 1px; font-size: 1px }
.points { padding: 20px 30px; background-color: #e9f1ef }
.points td { font-size: 14px; color: #2b4a47 }
.points .number { font-size: 30px; font-weight: bold; color: #16302e }
.foot { padding: 24px 30px; background-color: #16302e; color: #b9c9c7; font-size: 12px; line-height: 18px }
.foot a { color: #ffffff; text-decoration: underline }
.foot p { color: #b9c9c7; font-size: 12px }
.elsewhere td { padding: 0 6px }
.elsewhere img { width: 24px }
.small { font-size: 11px; color: #8a8a8a }
td.half { width: 50%; vertical-align: top }
td.middle { text-align: center }
.above { padding-top: 10px }
table.grid tr td { font-size: 14px }
table.grid tr.odd td { background-color: #faf8f4 }
@media only screen and (max-width: 620px) { .frame { width: 100% !important } .intro { padding: 20px !important } }
@media (prefers-color-scheme: dark) { body { background-color: #111 !important } .frame { background: #222 } }
"""

_STORY = (
    "Clay keeps the warmth of the hand that shaped it. We spent three days with the potters of Barcelos and came back "
    "with forty pieces, none like the other, fired in small kilns over pine and oak."
)
_TABLE = 'role="presentation" cellpadding="0" cellspacing="0"'


def source(escape: str = "", index: str = "loop.index") -> str:
    """Return the template; escape is appended to every printed variable."""

    def show(name: str) -> str:
        return f"{{{{ {name}{escape} }}}}"

    menu = "".join(
        f'<td><a href="https://shop.example/{name}">{name}</a></td>'
        for name in ("new", "table", "kitchen", "garden", "sale")
    )
    stories = "".join(
        f'<tr class="{"odd" if number % 2 else "even"}"><td class="half"><h3>Story {number}</h3><p>{_STORY}</p>'
        f'<a href="https://shop.example/stories/{number}">Read the story</a></td><td class="half middle">'
        f'<img src="https://cdn.shop.example/stories/{number}.jpg" width="250" alt="Story {number}"></td></tr>'
        for number in range(9)
    )
    elsewhere = "".join(
        f'<td><a href="https://social{number}.example/shop">'
        f'<img src="https://cdn.shop.example/icons/{number}.png" alt="us on network {number}"></a></td>'
        for number in range(6)
    )
    piece = f"""<td class="piece"><table {_TABLE} width="100%">
<tr><td><a href="{show("p.url")}">\
<img src="{show("p.image")}" alt="{show("p.name")}" width="250" height="250"></a></td></tr>
<tr><td class="name"><a href="{show("p.url")}">{show("p.name")}</a> <span class="flag">NEW</span></td></tr>
<tr><td class="words">{show("p.words")}</td></tr>
<tr><td class="price"><span class="before">{show("p.before")}</span> {show("p.price")}</td></tr>
<tr><td class="above"><a class="quiet" href="{show("p.url")}">View product</a></td></tr></table></td>"""
    row_end = f"{{% if {index} == 2 or {index} == 4 %}}</tr><tr>{{% endif %}}"
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Autumn table</title>
<style type="text/css">{CSS}</style></head>
<body><div class="preheader">{show("contact.first_name")}, six things for a long table</div>
<table {_TABLE} class="page"><tr><td class="middle"><table {_TABLE} class="frame">
<tr><td class="top"><table role="presentation"><tr class="menu">{menu}</tr></table></td></tr>
<tr><td class="picture"><img src="https://cdn.shop.example/table.jpg" width="600" alt="A table in autumn"></td></tr>
<tr><td class="intro"><h1>Hello {show("contact.first_name")}, the table is set</h1>
<p class="lead">Your last order was {show("order.number")}; these go with it in {show("contact.city")}.</p>
<a class="button" href="{show("cart.url")}">See the table</a></td></tr>
<tr><td class="points"><table role="presentation"><tr><td class="number">{show("order.points")}</td>
<td>points for {show("contact.email")}. {{% if order.is_regular %}}<b>You are a regular: we ship for free.</b>\
{{% else %}}Few are missing for free shipping.{{% endif %}}</td></tr></table></td></tr>
<tr><td class="goods"><h2>Chosen for you</h2><table role="presentation"><tr>\
{{% for p in products %}}{piece}{row_end}{{% endfor %}}</tr></table></td></tr>
<tr><td class="code"><p>Good until {show("coupon.expires_on")}</p>
<span class="letters">{show("coupon.code")}</span></td></tr>
<tr><td><table role="presentation" class="grid">{stories}</table></td></tr><tr><td class="line">&nbsp;</td></tr>
<tr><td class="foot"><table role="presentation" class="elsewhere"><tr>{elsewhere}</tr></table>
<p>You receive this mail because {show("contact.email")} is subscribed.
<a href="{{{{ unsubscribe_url }}}}">Unsubscribe</a></p><p class="small">Shop Ltd, 1 Sample Street, Porto</p></td></tr>
</table></td></tr></table></body></html>"""


TEXT = f"""Hello {{{{ contact.first_name }}}}, the table is set

Your last order was {{{{ order.number }}}}; these go with it in {{{{ contact.city }}}}.
{{% for p in products %}}
- {{{{ p.name }}}}, {{{{ p.price }}}}{{% endfor %}}

{(_STORY + chr(10)) * 9}
Unsubscribe: {{{{ unsubscribe_url }}}}"""


def reader(number: int) -> dict[str, Any]:
    """Return the data of one reader, words and prices already written out."""
    dice = random.Random(number)
    return {
        "contact": {
            "first_name": f"Anna{number}",
            "city": dice.choice(["Porto", "Wrocław", "Lyon", "Genève"]),
            "email": f"anna{number}@shop.example",
        },
        "order": {
            "number": f"#{100_000 + number}",
            "points": dice.randrange(5000),
            "is_regular": number % 3 == 0,
        },
        "cart": {"url": f"https://shop.example/checkout?token={number}"},
        "coupon": {"code": f"TABLE-{dice.randrange(10**8):08d}", "expires_on": "31 October"},
        "products": [
            {
                "url": f"https://shop.example/products/{dice.randrange(9999)}?from=mail&list=autumn",
                "image": f"https://cdn.shop.example/products/{dice.randrange(9999)}.jpg",
                "name": f"Bowl & plate {dice.randrange(9999)}",
                "words": "Stoneware with a matt glaze, made to be used every day and easy to stack.",
                "before": "€89.00",
                "price": f"€{dice.randrange(10, 80)}.00",
            }
            for _ in range(6)
        ],
    }
