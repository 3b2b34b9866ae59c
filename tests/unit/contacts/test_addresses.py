import pytest
from email_validator import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_automation.contacts.addresses import PLAIN, InvalidAddress, normalized


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (" Ada@Example.COM ", "ada@example.com"),
        ("o'hara+news@example.co.uk", "o'hara+news@example.co.uk"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_address_is_stored_in_one_form(text, stored):
    assert normalized(text) == stored


@pytest.mark.parametrize(
    "text",
    ["", "ada", "ada@", "@example.com", "a b@example.com", "ada@localhost", "a..b@example.com", "a@b.co\nBcc: x@y.z"],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(InvalidAddress):
        normalized(text)


LOCAL = st.from_regex(r"[a-z0-9_%+-]{1,12}(\.[a-z0-9_%+-]{1,12}){0,3}", fullmatch=True)
DOMAIN = st.from_regex(r"([a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?\.){1,3}[a-z]{2,8}", fullmatch=True)


@settings(max_examples=300)
@given(LOCAL, DOMAIN)
def test_short_cut_takes_nothing_the_library_refuses(local, domain):
    text = f"{local}@{domain}"

    if PLAIN.fullmatch(text):
        assert validate_email(text, check_deliverability=False).normalized.lower() == text
