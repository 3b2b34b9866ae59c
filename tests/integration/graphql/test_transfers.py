import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from saleor_automation.contacts.models import Contact
from saleor_automation.contacts.transfers.models import Transfer, TransferChunk
from saleor_automation.contacts.transfers.running import run_batch
from saleor_automation.core.clock import utc_now

from . import builders

IMPORT = """mutation ($input: AutomationContactImportInput!) { automationContactImport(input: $input) {
  transfer { id kind state total } errors { field message code } } }"""
EXPORT = """mutation ($list: String) { automationContactExport(list: $list) {
  transfer { id state } errors { field message code } } }"""
SHOW = """query ($id: ID!) { automationTransfer(id: $id) {
  state done created updated failed firstErrors { line column value reason } errorsUrl fileUrl } }"""
CANCEL = """mutation ($id: ID!) { automationTransferCancel(id: $id) {
  transfer { state } errors { field message code } } }"""


@pytest.fixture(autouse=True)
def _plugin(settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]


def upload(caller, content, **options):
    """Send the mutation with a file as the multipart request specification says."""
    operations = {"query": IMPORT, "variables": {"input": {"file": None, **options}}}
    body = {
        "operations": json.dumps(operations),
        "map": json.dumps({"0": ["variables.input.file"]}),
        "0": SimpleUploadedFile("people.csv", content.encode(), "text/csv"),
    }
    return Client().post(reverse("api"), body, **caller._headers).json()["data"]["automationContactImport"]


def run_all():
    while run_batch(utc_now()):
        pass


def fetch(url):
    response = Client().get(url[url.index("/plugins/") :])
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


def test_file_is_taken_and_imported_in_the_background_with_errors_to_download(as_manager):
    # when
    answer = upload(
        as_manager,
        "Mail,first_name\nada@example.com,Ada\nnobody,=1+1\n",
        columns=[{"column": "Mail", "target": "email"}],
    )
    started = answer["transfer"]
    run_all()
    shown = as_manager.ask(SHOW, {"id": started["id"]})["automationTransfer"]

    # then
    assert answer["errors"] == []
    assert (started["kind"], started["state"], started["total"]) == ("IMPORT", "WAITING", 2)
    assert (shown["state"], shown["done"], shown["created"], shown["failed"]) == ("DONE", 1, 1, 1)
    reason = "This is not an e-mail address: An email address must have an @-sign."
    assert shown["firstErrors"] == [{"line": 3, "column": "Mail", "value": "nobody", "reason": reason}]
    assert fetch(shown["errorsUrl"]) == [["line", "column", "value", "reason"], ["3", "Mail", "nobody", reason]]
    assert Contact.objects.get().email == "ada@example.com"


def test_each_problem_of_a_file_is_an_error_and_nothing_is_stored(as_manager):
    # when
    answer = upload(as_manager, "name,name\nAda,Ada\n", lists=["none"])

    # then
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [
        ("header", "INVALID"),
        ("mapping", "INVALID"),
        ("lists", "INVALID"),
    ]
    assert not Transfer.objects.exists()
    assert not TransferChunk.objects.exists()


def test_stranger_uploads_nothing():
    # given
    from .clients import Caller

    # when
    response = upload(Caller(), "email\nada@example.com\n")

    # then
    assert response is None
    assert not TransferChunk.objects.exists()


def test_export_is_a_file_the_import_reads_and_spreadsheets_cannot_run(as_manager):
    # given
    ada = builders.contact("ada@example.com", first_name="=cmd|' /C calc'!A0", city="Zürich")
    builders.consent(ada)
    builders.subscription(ada, builders.contact_list("news"))
    builders.tag(ada, "Fair")
    builders.contact("bob@example.com")

    # when
    started = as_manager.ask(EXPORT)["automationContactExport"]["transfer"]
    run_all()
    shown = as_manager.ask(SHOW, {"id": started["id"]})["automationTransfer"]
    header, *lines = fetch(shown["fileUrl"])

    # then
    row = dict(zip(header, lines[0], strict=True))
    assert (shown["state"], shown["done"], len(lines)) == ("DONE", 2, 2)
    assert (row["email"], row["city"], row["lists"], row["tags"]) == ("ada@example.com", "Zürich", "news", "Fair")
    assert row["first_name"] == "'=cmd|' /C calc'!A0"
    assert (row["consent"], row["consent_at"]) == ("subscribed", "2026-03-10T12:00:00Z")


def test_export_of_a_list_holds_its_subscribers_only(as_manager):
    # given
    in_list = builders.contact_list("news")
    builders.subscription(builders.contact("in@example.com"), in_list)
    builders.subscription(builders.contact("out@example.com"), in_list, "unsubscribed")

    # when
    started = as_manager.ask(EXPORT, {"list": "news"})["automationContactExport"]["transfer"]
    run_all()
    shown = as_manager.ask(SHOW, {"id": started["id"]})["automationTransfer"]

    # then
    assert [line[0] for line in fetch(shown["fileUrl"])] == ["email", "in@example.com"]


def test_link_of_another_shop_or_an_expired_file_leads_nowhere(as_manager):
    # given
    started = as_manager.ask(EXPORT)["automationContactExport"]["transfer"]
    run_all()
    url = as_manager.ask(SHOW, {"id": started["id"]})["automationTransfer"]["fileUrl"]
    path = url[url.index("/plugins/") :]

    # when
    spoilt = Client().get(path[:-2] + "xx")
    Transfer.objects.update(expires_at=builders.NOON)
    expired = Client().get(path)

    # then
    assert (spoilt.status_code, expired.status_code) == (404, 404)


def test_import_is_cancelled_before_a_worker_took_it_up(as_manager):
    # given
    started = upload(as_manager, "email\nada@example.com\n")["transfer"]

    # when
    data = as_manager.ask(CANCEL, {"id": started["id"]})
    run_all()

    # then
    assert data["automationTransferCancel"] == {"transfer": {"state": "CANCELLED"}, "errors": []}
    assert not Contact.objects.exists()
