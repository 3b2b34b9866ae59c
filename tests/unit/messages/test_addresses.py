import pytest

from saleor_automation.messages.addresses import needs_smtputf8, wire_address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("anna@shop.example", "anna@shop.example"),
        ("Anna.O'Brien+tag@Shop.Example", "Anna.O'Brien+tag@Shop.Example"),
        ("info@münchen.example", "info@xn--mnchen-3ya.example"),
        ("info@MÜNCHEN.example", "info@xn--mnchen-3ya.example"),
        ("info@straße.example", "info@xn--strae-oqa.example"),
        ("info@bu\u0308cher.example", "info@xn--bcher-kva.example"),
        ("info@例え。テスト", "info@xn--r8jz45g.xn--zckzah"),
        ("josé@shop.example", "josé@shop.example"),
    ],
)
def test_domain_is_ascii_on_the_wire(address, expected):
    assert wire_address(address) == expected
    assert needs_smtputf8(expected) == ("é" in expected)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@shop.example",
        "anna@",
        "anna @shop.example",
        "anna@shop.example\r\nRCPT TO:<x@evil.example>",
        "anna@shop.example>",
        "a@b@c",
        '"anna"@shop.example',
        "anna@[127.0.0.1]",
        "anna@" + "é" * 70 + ".example",
        "anna\x00@shop.example",
    ],
)
def test_what_is_no_address_is_none(address):
    assert wire_address(address) is None
