from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from world.inbox.mail import ReceivedMail
from world.inbox.store import MailStore

# The pages need no shop around them.
pytestmark = pytest.mark.urls("world.urls")

ARRIVED = datetime(2026, 3, 29, 0, 59, 30, 250_000, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\nnot really"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("INBOX_FOLDER", str(tmp_path))
    return MailStore(tmp_path)


@pytest.fixture
def keep(store):
    """Keep a mail with a text, an HTML part and an embedded picture; each arrives a second after the other."""
    kept = []

    def keep_mail(to="emma@example.com", subject="Your cart", html="<p>Hello</p>"):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "Shop <shop@example.com>", to, subject
        message["Date"] = "Sun, 29 Mar 2026 00:59:30 +0000"
        message.set_content("See https://shop.example/cart\n")
        message.add_alternative(html, subtype="html")
        message.get_body(("html",)).add_related(PICTURE, "image", "png", cid="<logo@shop>")
        arrived = ARRIVED + timedelta(seconds=len(kept))
        mail = ReceivedMail("bounce@example.com", (to,), message.as_bytes(), arrived)
        store.keep(mail)
        kept.append(mail)
        return store.names()[0]

    return keep_mail


def test_store_returns_envelope_bytes_and_moment(store, keep):
    # given
    keep()
    content = b"Subject: no recipients here\r\n\r\nText\r\n"
    store.keep(ReceivedMail("", ("a@example.com", "b@example.com"), content, ARRIVED + timedelta(days=1)))

    # when
    first, second = store.mails()

    # then
    assert (first.sender, first.recipients) == ("bounce@example.com", ("emma@example.com",))
    assert first.received_at == ARRIVED
    assert (second.sender, second.recipients) == ("", ("a@example.com", "b@example.com"))
    assert second.content == content


def test_half_written_mail_is_not_listed(store, keep):
    # given
    name = keep()
    (store.folder / ".20260101T000000000000-aaaaaaaa.part").write_bytes(b"Return-Path: <x")

    # when
    names = store.names()

    # then
    assert names == [name]


@pytest.mark.parametrize("name", ["../secret", "..", "20260329T005930250000-zzzzzzzz", ""])
def test_name_that_is_no_mail_is_refused(store, name):
    with pytest.raises(FileNotFoundError):
        store.path(name)


def test_list_shows_the_newest_first_and_finds_by_address_and_subject(client, keep):
    # given
    keep(to="emma@example.com", subject="Your cart")
    keep(to="luca@example.com", subject="Il tuo carrello")

    # when
    everything = client.get("/inbox/").content.decode()
    by_address = client.get("/inbox/?q=EMMA@").content.decode()
    by_subject = client.get("/inbox/?q=carrello").content.decode()
    nothing = client.get("/inbox/?q=nobody").content.decode()

    # then
    assert everything.index("Il tuo carrello") < everything.index("Your cart")
    assert "Your cart" in by_address and "Il tuo carrello" not in by_address
    assert "Il tuo carrello" in by_subject and "Your cart" not in by_subject
    assert "No mail to or about “nobody”." in nothing


def test_long_list_is_split_into_pages(client, keep):
    # given
    for number in range(51):
        keep(subject=f"Number {number}.")

    # when
    first = client.get("/inbox/").content.decode()
    second = client.get("/inbox/?start=50").content.decode()

    # then
    assert first.count('class="subject"') == 50
    assert "Number 50." in first and "Number 0." not in first
    assert "start=50" in first
    assert second.count('class="subject"') == 1
    assert "Number 0." in second and "start=0" in second


def test_mail_page_shows_headers_text_with_links_and_attachments(client, keep):
    # when
    page = client.get(f"/inbox/{keep()}/").content.decode()

    # then
    assert '<th scope="row">Delivered-To</th><td>emma@example.com</td>' in page
    assert '<a href="https://shop.example/cart" rel="nofollow">https://shop.example/cart</a>' in page
    assert "(image/png)" in page


def test_html_is_served_without_scripts_and_with_embedded_pictures(client, keep):
    # given
    name = keep(html="<html><head><title>T</title></head><img src='cid:logo@shop'><script>x</script></html>")

    # when
    response = client.get(f"/inbox/{name}/html/")
    html = response.content.decode()
    picture = client.get(html.split("<img src='")[1].split("'")[0])

    # then
    assert "sandbox" in response["Content-Security-Policy"]
    assert "allow-scripts" not in response["Content-Security-Policy"]
    assert '<head><base target="_blank"><title>' in html
    assert (picture.content, picture["Content-Type"]) == (PICTURE, "image/png")


@pytest.mark.parametrize("page", ["", "html/", "source/", "part/0/"])
def test_unknown_mail_is_not_found(client, store, page):
    assert client.get(f"/inbox/20260329T005930250000-00000000/{page}").status_code == 404
