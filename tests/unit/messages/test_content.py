import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.messages.blocks import BLOCKS
from saleor_automation.messages.content import BlockContent, HtmlContent, parse_content, written_texts


def test_every_kind_of_block_is_read(every_block):
    # when
    content = parse_content(every_block)

    # then
    assert isinstance(content, BlockContent)
    assert [block.kind for block in content.blocks] == [block["kind"] for block in every_block["blocks"]]
    assert set(BLOCKS) == {block.kind for block in content.blocks}


def test_registry_knows_each_kind_by_its_name():
    assert all(block.model_fields["kind"].annotation.__args__ == (kind,) for kind, block in BLOCKS.items())


def test_plain_html_is_read():
    assert isinstance(parse_content({"subject": "Hello", "html": "<p>Hello</p>"}), HtmlContent)


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ([], [("", "is not an object; give subject and blocks, or subject and html")]),
        ({"subject": "a"}, [("", "needs either blocks or html, and only one of them")]),
        (
            {"subject": "a", "html": "b", "blocks": []},
            [("", "needs either blocks or html, and only one of them")],
        ),
        ({"html": "b"}, [("subject", "is missing; fill it in")]),
        ({"subject": "", "html": "b"}, [("subject", "is empty; fill it in")]),
        ({"subject": "a", "blocks": []}, [("blocks", "is empty; fill it in")]),
        ({"subject": "a\nb", "html": "b"}, [("subject", "contains a line break; write it on one line")]),
        (
            {"subject": "a" * 501, "html": "b"},
            [("subject", "is longer than 500 characters; shorten it")],
        ),
        (
            {"subject": "a", "html": "b", "colour": 1},
            [("colour", "is not a field here; remove it or correct its name")],
        ),
        ({"subject": 5, "html": "b"}, [("subject", "input should be a valid string (it is 5)")]),
        (
            {"subject": "{{ name", "html": "b"},
            [("subject", "{{ is opened and never closed; end it with }}")],
        ),
    ],
)
def test_mistake_is_named_with_its_field(raw, problems):
    # when
    with pytest.raises(InvalidDefinition) as caught:
        parse_content(raw, "Template 'x'")

    # then
    assert caught.value.subject == "Template 'x'"
    assert caught.value.problems == problems


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ({"kind": "button", "label": "Go"}, ("block 2 (button), url", "is missing; fill it in")),
        (
            {"kind": "button", "label": "Go", "url": "shop/cart"},
            (
                "block 2 (button), url",
                "the address 'shop/cart' has no https:// in front, so a mail program cannot open it; "
                "write the whole address",
            ),
        ),
        (
            {"kind": "button", "label": "Go", "url": "javascript:alert(1)"},
            (
                "block 2 (button), url",
                "the address 'javascript:alert(1)' has the scheme 'javascript'; use https, mailto or tel",
            ),
        ),
        (
            {"kind": "button", "label": "Go", "url": "https:///"},
            ("block 2 (button), url", "the address 'https:///' names no host"),
        ),
        (
            {"kind": "product_grid", "columns": 4},
            ("block 2 (product_grid), columns", "is 4; use 1, 2 or 3"),
        ),
        (
            {"kind": "product_grid", "source": "best sellers"},
            (
                "block 2 (product_grid), source",
                "'best sellers' is not the name of a product list; use letters, digits, - and _",
            ),
        ),
        ({"text": "Hello"}, ("block 2", 'says no kind; add "kind"')),
        (
            {"kind": "columns", "columns": [[], [{"kind": "heading"}]]},
            ("block 2 (columns), columns 2 1 (heading), text", "is missing; fill it in"),
        ),
    ],
)
def test_mistake_in_a_block_is_named_with_block_and_field(block, problem):
    # given
    raw = {"subject": "a", "blocks": [{"kind": "divider"}, block]}

    # when
    with pytest.raises(InvalidDefinition) as caught:
        parse_content(raw)

    # then
    assert caught.value.problems == [problem]


def test_unknown_kind_is_named_with_the_known_ones():
    # when
    with pytest.raises(InvalidDefinition) as caught:
        parse_content({"subject": "a", "blocks": [{"kind": "carousel"}]})

    # then
    kinds = ", ".join(repr(kind) for kind in BLOCKS)
    assert str(caught.value).startswith("Mail: block 1 (carousel): is of the unknown kind 'carousel'; use one of ")
    assert sorted(kinds) == sorted(caught.value.problems[0][1].partition("use one of ")[2])


def test_all_mistakes_are_told_at_once():
    # given
    raw = {"blocks": [{"kind": "heading"}, {"kind": "button", "label": "{{ x", "url": "https://shop.example"}]}

    # when
    with pytest.raises(InvalidDefinition) as caught:
        parse_content(raw)

    # then
    assert [place for place, _ in caught.value.problems] == [
        "subject",
        "block 1 (heading), text",
        "block 2 (button), label",
    ]


def test_written_texts_have_places():
    # given
    content = parse_content(
        {
            "subject": "a",
            "blocks": [
                {"kind": "columns", "columns": [[{"kind": "heading", "text": "b"}], []]},
                {"kind": "image", "src": "https://shop.example/c", "alt": "d"},
            ],
        }
    )

    # then
    assert [pair for pair in written_texts(content) if pair[1]] == [
        ("subject", "a"),
        ("block 1 (columns), columns 1 1 (heading), text", "b"),
        ("block 2 (image), src", "https://shop.example/c"),
        ("block 2 (image), alt", "d"),
    ]
