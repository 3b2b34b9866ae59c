"""A marketer finds people in Chromium: a segment built question by question, a file with mistakes imported."""

import pytest

from saleor_automation import tasks
from saleor_automation.models import Consent, Contact, Segment, SegmentMember, Transfer
from tests.factories import ContactFactory

pytestmark = pytest.mark.browser

FILE = """E-mail;First name;Country
ada@example.com;Ada;GB
no address;Nobody;GB
grace@example.com;Grace 🌸;US
linus@example.com;Linus;Finland
"""


def test_segment_is_built_question_by_question_and_finds_its_people(staffed, host):
    # given
    regular = ContactFactory(first_name="Giulia", totals__orders_count=3)
    ContactFactory(first_name="Ada", totals__orders_count=1)
    frame = host.open("/segments")

    # when: it asks who ordered at least twice
    frame.get_by_role("button", name="Create segment").first.click()
    frame.get_by_label("Name *").fill("Regulars")
    frame.get_by_role("button", name="Add condition").click()
    search = frame.get_by_role("dialog").get_by_label("Search")
    search.fill("number of orders")
    search.press("Enter")
    question = frame.get_by_role("group", name="Number of orders")
    question.get_by_label("Comparison").select_option("gte")
    question.get_by_label("Value").fill("2")

    # then: the people show before it is saved
    frame.get_by_text("of 2 contacts").wait_for()
    frame.get_by_role("link", name="Giulia").wait_for()
    assert frame.get_by_role("link", name="Ada").count() == 0

    # when
    frame.get_by_role("button", name="Save").click()
    frame.get_by_role("heading", level=1, name="Regulars").wait_for()
    staffed.work()

    # then
    frame.get_by_role("link", name="People inside").click()
    frame.get_by_role("link", name="Giulia").wait_for()
    segment = Segment.objects.get(name="Regulars")
    assert list(SegmentMember.objects.filter(segment=segment).values_list("contact_id", flat=True)) == [regular.pk]


def test_file_with_mistakes_is_checked_mended_by_nobody_and_imported_without_them(staffed, host, tmp_path):
    # given
    path = tmp_path / "fair.csv"
    path.write_text(FILE, encoding="utf-8")
    frame = host.open("/transfers/new")

    # when: it is checked first
    frame.get_by_label("CSV file").set_input_files(path)
    frame.get_by_role("button", name="Check first").click()
    frame.get_by_role("heading", level=1, name="fair.csv").wait_for()
    staffed.work(tasks.run_transfers)

    # then: both mistakes are named, and nothing was written
    frame.get_by_text("2 rows can be imported").wait_for()
    table = frame.get_by_role("region", name="Rows left out")
    table.get_by_role("row", name="no address").wait_for()
    table.get_by_role("row", name="Finland").wait_for()
    assert not Contact.objects.exists()

    # when: it is imported all the same
    frame.get_by_role("button", name="Back to the import").click()
    frame.get_by_role("button", name="Import", exact=True).click()
    frame.get_by_role("button", name="Stop").wait_for()
    staffed.work(tasks.run_transfers)

    # then
    frame.get_by_text("2 rows were imported").wait_for()
    assert sorted(Contact.objects.values_list("email", "first_name")) == [
        ("ada@example.com", "Ada"),
        ("grace@example.com", "Grace 🌸"),
    ]
    assert not Consent.objects.filter(state="subscribed").exists()
    transfer = Transfer.objects.order_by("-pk").first()
    assert (transfer.created, transfer.failed) == (2, 2)

    # when: the list of errors is taken along
    with host.page.expect_download() as download:
        frame.get_by_role("button", name="Download all errors").click()

    # then
    assert "no address" in download.value.path().read_text(encoding="utf-8-sig")
