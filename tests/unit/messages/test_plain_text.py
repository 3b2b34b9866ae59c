import pytest

from saleor_automation.messages.plain_text import html_to_text, squeeze


def text_of(markup):
    return html_to_text(markup, lambda url: f"[{url}]")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        ("<h1>Title</h1>\n  <p>some\n  words</p>", "Title\n\nsome words"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<p>Ask <a href='https://x.example'>us</a>.</p>", "Ask us <[https://x.example]>."),
        ("<a href='https://x.example'>https://x.example</a>", "[https://x.example]"),
        ("<a href='https://x.example'><img src='a' alt='Sale'></a>", "Sale <[https://x.example]>"),
        ("<a href='https://x.example'><img src='a' alt=''></a>", "[https://x.example]"),
        ("<a href='mailto:a@x.example'>a@x.example</a>", "[a@x.example]"),
        ("<a href='#top'>up</a>", "up"),
        ("<style>p{}</style><title>t</title><p>a</p><!-- c -->", "a"),
        ("<div style='display: none'>hidden <p>too</p></div><p>shown</p>", "shown"),
        ("<p>a</p><hr><p>b &amp; c &nbsp; d</p>", "a\n\n---\n\nb & c d"),
        ("", ""),
    ],
)
def test_html_becomes_readable_text(markup, expected):
    assert text_of(markup) == expected


def test_gaps_are_closed():
    assert squeeze("\n\na\n\n\n\nb\n") == "a\n\nb"
