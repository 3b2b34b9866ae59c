"""Staff in Chromium: the extension inside the sandbox's stand-in for Saleor's Dashboard."""

import re
from datetime import timedelta

import pytest
from saleor.permission.models import Permission

from saleor_automation.models import Consent, Contact, ContactTag, Erasure
from tests.factories import ContactFactory

from .dashboard import Host, staff

pytestmark = pytest.mark.browser


@pytest.fixture
def people(staffed):
    for name in ("Ada", "Grace 🌸", "فاطمة"):
        ContactFactory(email=f"person-{name.encode().hex()[:6]}@example.com", first_name=name, last_name="Test")


def test_person_is_found_tagged_and_erased(people, host):
    # given
    ada = Contact.objects.get(first_name="Ada")
    frame = host.open("/contacts")

    # when: they are searched for and opened
    frame.get_by_role("searchbox").fill(ada.email)
    frame.get_by_role("link", name="Ada Test").click()
    frame.get_by_role("heading", level=1, name="Ada Test").wait_for()

    # then: the Dashboard's address leads here again
    host.page.wait_for_url(re.compile(r"/extensions/app/[^/]+/contacts/"))

    # when
    frame.get_by_label("New tag").fill("VIP")
    frame.get_by_label("New tag").press("Enter")
    frame.get_by_role("button", name="Remove the tag VIP").wait_for()

    # then
    assert list(ContactTag.objects.values_list("tag__name", "contact_id")) == [("VIP", ada.pk)]

    # when
    frame.get_by_role("button", name="Erase").click()
    dialog = frame.get_by_role("dialog")
    assert dialog.get_by_role("button", name="Erase").is_disabled()
    dialog.get_by_role("textbox").fill(ada.email)
    dialog.get_by_role("button", name="Erase").click()
    frame.get_by_role("heading", level=1, name="Contacts").wait_for()

    # then
    host.page.get_by_text("The contact was erased").wait_for()
    assert not Contact.objects.filter(pk=ada.pk).exists()
    assert not Consent.objects.filter(contact_id=ada.pk).exists()
    assert Erasure.objects.count() == 1


def test_extension_speaks_the_language_of_the_dashboard(host):
    # given
    frame = host.open("/contacts")

    # when
    host.page.get_by_label("Language").select_option("it")

    # then
    frame.get_by_role("heading", level=1, name="Contatti").wait_for()


def test_token_is_renewed_while_a_page_stays_open(people, staffed, device, settings):
    # given: a token that the Dashboard renews three seconds after it was given
    settings.JWT_TTL_APP_ACCESS = timedelta(seconds=33)
    host = Host(device(), staffed.url)
    host.sign_in()
    with host.page.expect_request(token_of) as first:
        frame = host.open("/contacts")
    before = token_of(first.value)

    # when
    with host.page.expect_response(lambda response: "accessToken } }" in (response.request.post_data or "")):
        frame.get_by_role("link", name="Ada Test").wait_for()

    # then
    with host.page.expect_request(lambda request: token_of(request) not in (None, before)):
        frame.get_by_role("searchbox").fill("Ada")
    frame.get_by_role("link", name="Ada Test").wait_for()


def token_of(request):
    """Return the token a page of the extension asked with; None for requests of the Dashboard itself."""
    return request.headers.get("authorization-bearer")


def test_who_lacks_the_permission_is_told_so(people, staffed, device):
    # given
    packer = staff("packer@example.com", "secret")
    packer.user_permissions.add(Permission.objects.get(codename="manage_orders"))
    host = Host(device(), staffed.url)
    host.sign_in("packer@example.com", "secret")

    # when
    frame = host.open("/contacts")

    # then
    frame.get_by_role("heading", name="You have no access to marketing automation").wait_for()
    assert host.page.get_by_text("Ada Test").count() == 0
