from html import escape

import pytest
from minijinja import safe

from saleor_automation.messages.template_engine import HTML, new_environment
from saleor_automation.messages.template_tags import HiddenTags
from saleor_automation.messages.tracked_links import UNTRACKED_VARIABLES, TrackedLinks


def counted(url):
    return safe(f"T:{escape(url)}")


def address(url):
    return safe(f"A:{escape(url)}")


def rewritten(markup, **values):
    """Return the links as a reader gets them when every counted one becomes "T:" and its address."""
    tags = HiddenTags(markup)
    links = TrackedLinks()
    source = tags.restore(links.in_html(tags.hide(markup), tags))
    filled = {"_track": counted, "_address": address}
    filled |= {f"_{name}": address(values[name]) for name in UNTRACKED_VARIABLES if name in values}
    filled |= {name: counted(url) for url, name in links.variables.items()}
    return new_environment().render_str(source, HTML, **filled, **values)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a?b=1&amp;c=2", "T:https://x.example/a?b=1&amp;c=2"),
        ("HTTP://x.example", "T:HTTP://x.example"),
        ("{{ line.url }}", "T:https://shop.example/1?a=1&amp;b=2"),
        ("{{ missing or line.url }}", "T:https://shop.example/1?a=1&amp;b=2"),
        ("https://x.example/{{ name|lower }}?q={{ name }}", "T:https://x.example/an&quot;na?q=An&quot;na"),
        ("https://x.example/{% if name %}a-b{% else %}c{% endif %}", "T:https://x.example/a-b"),
        ('https://x.example/say/\\"hi\\"', "T:https://x.example/say/\\&quot;hi\\&quot;"),
        ("mailto:help@x.example", "mailto:help@x.example"),
        ("tel:+3906", "tel:+3906"),
        ("#top", "#top"),
        ("{{ unsubscribe_url }}", "A:https://u.example"),
        ("{{preferences_url}}", "A:https://p.example"),
        ("mailto:{{ name }}", "A:mailto:An&quot;na"),
    ],
)
def test_web_links_are_counted_and_the_way_out_is_not(url, expected):
    # given
    values = {
        "line": {"url": "https://shop.example/1?a=1&b=2"},
        "name": 'An"na',
        "unsubscribe_url": "https://u.example",
        "preferences_url": "https://p.example",
    }

    # when
    markup = rewritten(f"<a class='x' href='{url}' title='a>b'>go</a>", **values)

    # then
    assert markup.replace("'", '"') == f'<a class="x" href="{expected}" title="a>b">go</a>'


def test_links_in_outlook_comments_and_image_maps_are_counted():
    # given
    markup = (
        '<!--[if mso]><v:roundrect href="https://x.example/1" fill="t"><![endif]-->'
        '<area href="https://x.example/2"><link href="https://x.example/3"><img src="https://x.example/4">'
    )

    # when
    result = rewritten(markup)

    # then
    assert result == markup.replace("https://x.example/1", "T:https://x.example/1").replace(
        "https://x.example/2", "T:https://x.example/2"
    )


def test_each_link_is_counted_apart():
    assert rewritten('<a href="https://a.example">1</a><a href="https://b.example">2</a>').count("T:") == 2


def test_text_of_a_url_cannot_leave_its_string():
    # given
    url = 'https://x.example/{{ name }}" ~ secret ~ "'

    # then
    assert TrackedLinks().in_text(url) == '{{ _track("https://x.example/" ~ (name) ~ "\\" ~ secret ~ \\"") }}'


def test_same_address_is_counted_once():
    # given
    links = TrackedLinks()

    # when
    sources = [links.in_text(url) for url in ("https://a.example", "https://b.example", "https://a.example")]

    # then
    assert sources == ["{{ _link0 }}", "{{ _link1 }}", "{{ _link0 }}"]
    assert links.variables == {"https://a.example": "_link0", "https://b.example": "_link1"}
