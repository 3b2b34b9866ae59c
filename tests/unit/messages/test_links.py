from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_automation.messages.links import InvalidLink, LinkSigner, PreviewLinks

BASE = "https://shop.example/plugins/saleor.automation"
URL = "https://shop.example/products/lamp?variant=1&utm=a%20b#top"
SIGNER = LinkSigner(BASE, ["secret"])
CODE = "0" * 24


def clicked(link):
    """Return token and address as a web framework reads them."""
    parts = urlsplit(link)
    return parts.path.rpartition("/")[2], parse_qs(parts.query, strict_parsing=True)["u"][0]


@given(st.integers(min_value=1, max_value=2**63 - 1), st.text(max_size=200))
def test_click_leads_back_to_message_and_address(message_id, rest):
    # given
    url = f"https://shop.example/{rest}".strip()

    # when
    link = SIGNER.for_message(message_id).click(url)

    # then
    token, address = clicked(link)
    assert link.startswith(f"{BASE}/c/")
    assert link.isascii()
    assert address == url
    assert SIGNER.verify_click(token, address) == message_id


def test_tokens_are_short():
    links = SIGNER.for_message(1_000_000)

    assert len(links.unsubscribe_url.rpartition("/")[2]) == 30


def test_open_and_unsubscribe_lead_back_to_the_message():
    # given
    links = SIGNER.for_message(42)

    # then
    assert links.pixel_url.startswith(f"{BASE}/o/")
    assert SIGNER.verify_open(links.pixel_url.rpartition("/")[2].removesuffix(".gif")) == 42
    assert links.unsubscribe_url.startswith(f"{BASE}/u/")
    assert SIGNER.verify_unsubscribe(links.unsubscribe_url.rpartition("/")[2]) == 42


def test_token_opens_no_other_address():
    # given
    token, _ = clicked(SIGNER.for_message(42).click(URL))

    # then
    with pytest.raises(InvalidLink):
        SIGNER.verify_click(token, "https://evil.example/")


def test_token_serves_no_other_purpose():
    # given
    token = SIGNER.for_message(42).unsubscribe_url.rpartition("/")[2]

    # then
    with pytest.raises(InvalidLink):
        SIGNER.verify_open(token)
    with pytest.raises(InvalidLink):
        SIGNER.verify_click(token, URL)


def test_token_names_no_other_message():
    # given
    one = SIGNER.for_message(1).unsubscribe_url.rpartition("/")[2]
    two = SIGNER.for_message(2).unsubscribe_url.rpartition("/")[2]

    # when
    mixed = two[:1] + one[1:]

    # then
    with pytest.raises(InvalidLink):
        SIGNER.verify_unsubscribe(mixed)


@pytest.mark.parametrize(
    "token",
    ["", "1", "1-", "é", f"-{CODE}", f"x-{CODE}", f"1-{CODE}", f"1-{CODE[1:]}", f"1-{CODE}\n"],
)
def test_damaged_token_is_refused(token):
    with pytest.raises(InvalidLink):
        SIGNER.verify_unsubscribe(token)


@given(st.text(max_size=40))
def test_any_text_as_token_is_refused_and_nothing_else(token):
    with pytest.raises(InvalidLink):
        SIGNER.verify_open(token)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "/checkout", ""])
def test_click_never_leads_elsewhere_than_the_web(url):
    # given: even with a token that was signed for it
    links = SIGNER.for_message(1)
    code = SIGNER.click_code(1)
    code.update(url.encode())
    token = f"1-{code.hexdigest()}"

    # then
    assert links.click(url) == "#"
    with pytest.raises(InvalidLink, match=r"^A click link leads to no web address\.$"):
        SIGNER.verify_click(token, url)


def test_old_key_is_accepted_and_not_used_any_more():
    # given
    old, new = LinkSigner(BASE, ["old"]), LinkSigner(BASE, ["new", "old"])
    token = old.for_message(7).unsubscribe_url.rpartition("/")[2]

    # then
    assert new.verify_unsubscribe(token) == 7
    with pytest.raises(InvalidLink):
        old.verify_unsubscribe(new.for_message(7).unsubscribe_url.rpartition("/")[2])


@pytest.mark.parametrize("keys", [[], [""], ["new", ""]])
def test_empty_key_is_refused(keys):
    with pytest.raises(ValueError, match="secret_keys is empty; give at least Django's SECRET_KEY"):
        LinkSigner(BASE, keys)


@pytest.mark.parametrize("base", ["shop.example", "https://shop.example/?a", 'https://shop.example/"', "ftp://x"])
def test_base_that_would_break_links_is_refused(base):
    with pytest.raises(ValueError, match="give an http\\(s\\) address without query and blanks"):
        LinkSigner(base, ["key"])


def test_leading_zeros_make_no_second_token():
    token = SIGNER.for_message(42).unsubscribe_url.rpartition("/")[2]

    with pytest.raises(InvalidLink):
        SIGNER.verify_unsubscribe(f"0{token}")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mailto:help@shop.example", "mailto:help@shop.example"),
        ("tel:+390612345", "tel:+390612345"),
        ("javascript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("", "#"),
    ],
)
@pytest.mark.parametrize("links", [SIGNER.for_message(1), PreviewLinks()], ids=["signed", "preview"])
def test_only_web_addresses_are_counted(links, url, expected):
    assert links.click(url) == expected


def test_preview_counts_nothing():
    assert PreviewLinks().click(URL) == URL
    assert PreviewLinks().pixel_url == ""
