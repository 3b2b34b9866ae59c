"""The CSS goes into the elements once per template; this must equal inlining every finished mail."""

import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.messages.compilation import hidden_document
from saleor_automation.messages.content import parse_content
from saleor_automation.messages.inlining import first_difference, inline_finished, inline_once
from saleor_automation.messages.template_engine import HTML, new_environment

NEWSLETTER = """<!doctype html><html><head><style>
body, table, td { font-family: Helvetica; } p { margin: 0 0 16px 0; color: #333 }
.btn { background-color: #f55; color: #fff !important; padding: 10px 20px } a.btn:hover { color: red }
table.grid td { font-size: 14px } .old { text-decoration: line-through } td > .name { font-weight: bold }
tr.alt td { background: #fafafa } #logo { width: 120px } a[title] { color: blue }
@media (max-width: 600px) { .btn { display: block !important } } @font-face { font-family: X; src: url(x) }
</style></head><body>
<h1>Hello {{ contact.first_name or "you" }}</h1><p>First</p>{% if cart.lines %}<p>Second</p>{% endif %}
<table class="grid"><tr class="alt"><td><img id="logo" src="{{ shop.url }}logo.png" alt=""></td></tr>
{% for product in products %}<tr><td style="color: #111"><span class="name">{{ product.name }}</span>
{% if product.old_price %}<span class="old">{{ product.old_price }}</span>
{% else %}<b>{{ product.price }}</b>{% endif %}
<a class="btn" title="{{ product.name }}" href="{{ product.url }}?utm=a&amp;b=c">Buy</a></td></tr>{% endfor %}</table>
<a href="{{ unsubscribe_url }}">Leave</a></body></html>"""


def both_ways(content, brand, data):
    """Return a mail inlined once and then rendered, and the same rendered and then inlined."""
    document = hidden_document(content, "en", brand)
    keep_style = hasattr(content, "html")
    engine, tags = new_environment(), document.tags
    once = engine.render_str(tags.restore(inline_once(document.source, tags, keep_style)), HTML, **data)
    finished = engine.render_str(tags.restore(document.source), HTML, **data)
    return once, inline_finished(finished, keep_style)


@pytest.mark.parametrize("is_filled", [True, False], ids=["much known", "little known"])
def test_html_mail_is_the_same_both_ways(brand, make_data, is_filled):
    # given
    content = parse_content({"subject": "a", "html": NEWSLETTER})
    data = make_data() if is_filled else {}

    # when
    once, finished = both_ways(content, brand, data)

    # then
    assert first_difference(once, finished) is None
    assert 'style="font-family:Helvetica; font-size:14px; color:#111"' in once or not is_filled


def test_block_mail_is_the_same_both_ways(brand, make_data, every_block):
    once, finished = both_ways(parse_content(every_block), brand, make_data())

    assert first_difference(once, finished) is None


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        (
            "<style>p { color: {{ colour }} }</style><p>a</p>",
            "{{ colour }} stands in the style sheet, which is the same for everybody; use two elements",
        ),
        (
            "<style>.a { color: red }</style><p class='{% if x %}a{% endif %}'>a</p>",
            "{% if x %} decides the class of <p>, for which CSS exists; write the element twice",
        ),
        (
            "<style>[title=b] { color: red }</style><p title='{{ x }}'>a</p>",
            "{{ x }} decides the title of <p>, which a selector asks for; use a class",
        ),
        (
            "<p style='{% if x %}color: red{% endif %}'>a</p>",
            "{% if x %} stands in the style of <p>; write the element twice, each with its style",
        ),
        (
            "<p {% if x %}class='a'{% endif %}>a</p>",
            "{% if x %} stands between the attributes of <p>; put it into an attribute's value",
        ),
        (
            "<style>tr:nth-child(2) td { color: red }</style>"
            "<table>{% for x in y %}<tr><td>a</td></tr>{% endfor %}</table>",
            "the selector 'tr:nth-child(2) td' counts elements which tags repeat or leave out; "
            "give those elements a class instead",
        ),
        (
            "<style>p + p { color: red }</style>{% if x %}<p>a</p>{% endif %}<p>b</p>",
            "the selector 'p + p' counts elements which tags repeat or leave out; give those elements a class instead",
        ),
        ("<script>alert(1)</script>", "<script> cannot be used in a mail; remove it"),
        ("<p onclick='x()'>a</p>", "the attribute onclick of <p> does nothing in a mail; remove it"),
        ("<a href=' JavaScript:x'>a</a>", "the href of <a> holds a script; use an https address"),
        (
            "<link rel='stylesheet' href='https://x.example/a.css'>",
            "the style sheet 'https://x.example/a.css' is not read; put its rules into <style>",
        ),
    ],
)
def test_what_cannot_be_inlined_once_is_refused(brand, markup, problem):
    # given
    document = hidden_document(parse_content({"subject": "a", "html": markup}), "en", brand)

    # when
    with pytest.raises(InvalidDefinition) as caught:
        inline_once(document.source, document.tags, keep_style=True)

    # then
    assert caught.value.problems[0] == ("html", problem)


@pytest.mark.parametrize(
    "markup",
    [
        "<style>tr:first-child td { color: red }</style><table><tr><td>a</td></tr></table>{% if x %}b{% endif %}",
        "<style>div:nth-child( 2n + 1 ) > p { color: red }</style><div><p>a</p>{% if x %}b{% endif %}</div>",
        "<style>a:hover { color: red }</style><a href='{{ url }}'>a</a>",
        "<style>p { color: red }</style><p class='{{ x }}'>no rule asks for a class</p>",
        "<p style='color: {{ colour }}; width: {{ width }}px'>a value may depend on the person</p>",
    ],
)
def test_what_can_be_inlined_once_is_not_refused(brand, markup):
    # given
    content = parse_content({"subject": "a", "html": markup})

    # when
    once, finished = both_ways(content, brand, {"colour": "red", "width": 5, "url": "https://x.example"})

    # then
    assert first_difference(once, finished) is None


def test_difference_names_the_element():
    assert first_difference("<p>a</p>", "<p style='color:red'>a</p>") == "<p> with 'a [] color:red'"


def test_at_rules_stay_for_phones(brand):
    document = hidden_document(parse_content({"subject": "a", "html": NEWSLETTER}), "en", brand)

    inlined = inline_once(document.source, document.tags, keep_style=True)

    assert "@media (max-width: 600px) { .btn { display: block !important } }" in inlined
    assert "@font-face" in inlined
