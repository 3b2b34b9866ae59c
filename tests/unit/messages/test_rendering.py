import pickle

import pytest

from saleor_automation.messages.brand import BrandStyle
from saleor_automation.messages.compilation import compile_mail, content_key
from saleor_automation.messages.content import parse_content
from saleor_automation.messages.links import PreviewLinks
from saleor_automation.messages.rendering import RenderError, render


def compiled(brand, subject="Hello", html="<p>a</p>", **more):
    return compile_mail(parse_content({"subject": subject, "html": html} | more), "en", brand)


def test_compiled_mail_survives_a_cache(brand, every_block, make_data, signer):
    # given
    mail = compile_mail(parse_content(every_block), "en", brand)

    # when
    again = pickle.loads(pickle.dumps(mail))

    # then
    assert (again.html, again.text, again.subject, again.key) == (mail.html, mail.text, mail.subject, mail.key)
    links = signer.for_message(1)
    assert render(again, make_data(), links) == render(mail, make_data(), links)


def test_key_depends_on_all_that_shapes_the_mail(brand, every_block):
    # given
    content = parse_content(every_block)
    other = parse_content(every_block | {"preheader": "Other"})

    # when
    keys = {
        content_key(content, "en", brand),
        content_key(content, "it", brand),
        content_key(other, "en", brand),
        content_key(content, "en", BrandStyle("Other")),
    }

    # then
    assert len(keys) == 4
    assert content_key(parse_content(every_block), "en", brand) in keys


@pytest.mark.parametrize("first_name", [None, "", "missing"])
def test_missing_value_prints_nothing(brand, first_name):
    # given
    mail = compiled(brand, "Hi{{ contact.first_name }}!", "<p>{{ contact.first_name or 'there' }}</p>")
    contact = {} if first_name == "missing" else {"first_name": first_name}

    # when
    rendered = render(mail, {"contact": contact}, PreviewLinks())

    # then
    assert (rendered.subject, rendered.text) == ("Hi!", "there")


def test_subject_stays_on_one_line(brand):
    mail = compiled(brand, "Hi {{ contact.first_name }}")

    rendered = render(mail, {"contact": {"first_name": "Anna\r\nBcc: x@evil.example\n\n"}}, PreviewLinks())

    assert rendered.subject == "Hi Anna Bcc: x@evil.example"


def test_subject_is_not_escaped(brand):
    assert render(compiled(brand, "Lume & <Co>"), {}, PreviewLinks()).subject == "Lume & <Co>"


def test_links_are_not_disguised_by_escaping(brand, signer):
    # given
    mail = compiled(
        brand,
        html="<a href='https://x.example/a/b'>a</a><a href='{{ cart.url }}'>b</a><img alt='' src='{{ cart.url }}'>"
        "<a href='{{ missing.url }}'>c</a><a href='{{ preferences_url }}'>d</a>",
    )
    links = signer.for_message(1, "https://x.example/p?a=1&b=2")

    # when
    rendered = render(mail, {"cart": {"url": "https://x.example/c?d=1&e=2"}}, links)

    # then
    assert [piece.split('"')[0] for piece in rendered.html.split('href="')[1:]] == [
        links.click("https://x.example/a/b"),
        links.click("https://x.example/c?d=1&e=2"),
        "#",
        "https://x.example/p?a=1&amp;b=2",
    ]
    assert 'src="https://x.example/c?d=1&amp;e=2"' in rendered.html


def test_every_link_is_signed_but_the_way_out(brand, every_block, make_data, signer):
    # given
    links = signer.for_message(7, "https://shop.example/preferences")

    # when
    mail = render(compile_mail(parse_content(every_block), "en", brand), make_data(), links)

    # then
    others = mail.html.replace(links.unsubscribe_url, "").replace(links.preferences_url, "")
    addresses = [piece.split('"')[0] for piece in others.split('href="')[1:]]
    assert len(addresses) > 10
    assert all(address.startswith(f"{signer.base_url}/c/") for address in addresses if address)
    assert mail.html.count(links.pixel_url) == 1


def test_preview_has_no_pixel(brand, every_block, make_data):
    mail = render(compile_mail(parse_content(every_block), "en", brand), make_data(), PreviewLinks())

    assert 'width="1"' not in mail.html


def test_runaway_template_is_stopped_without_telling_data(brand):
    # given
    mail = compiled(brand, html="{% for a in range(9999) %}{% for b in range(9999) %}.{% endfor %}{% endfor %}")

    # then
    with pytest.raises(RenderError) as caught:
        render(mail, {"contact": {"email": "anna@shop.example"}}, PreviewLinks())
    assert str(caught.value) == "The mail cannot be rendered: it does too much work in line 2; check its template."


def test_data_must_be_plain(brand):
    with pytest.raises(TypeError, match=r"^Mail data holds a object; give text, numbers, lists and dictionaries\.$"):
        render(compiled(brand), {"contact": {"x": object()}}, PreviewLinks())


def test_rendering_leaves_the_data_as_they_were(brand):
    # given
    data = {"products": [{"name": None, "url": "https://x.example"}, None]}

    # when
    render(compiled(brand), data, PreviewLinks())

    # then
    assert data == {"products": [{"name": None, "url": "https://x.example"}, None]}


def test_html_mail_gets_what_it_lacks(brand):
    # when
    mail = render(compiled(brand, "Hello", "<p>Hi</p>", preheader="Psst & more"), {}, PreviewLinks())

    # then
    assert mail.html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert '<meta charset="utf-8">' in mail.html
    assert "<title>Hello</title>" in mail.html
    assert "Psst &amp; more" in mail.html
    assert mail.text == "Hi"


def test_text_part_is_never_empty(brand):
    assert render(compiled(brand, "Hello", "<p></p>"), {}, PreviewLinks()).text == "Hello"


def test_own_text_part_is_used(brand):
    mail = compiled(brand, text="Dear {{ contact.first_name }}")

    assert render(mail, {"contact": {"first_name": "Anna & Co"}}, PreviewLinks()).text == "Dear Anna & Co"
