from typing import Any

import graphene

from ....contacts.transfers.imports import start_import
from ....contacts.transfers.options import ImportRequest, StatedConsent
from ....core import alarm
from ....core.clock import utc_now
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...contacts.refusing import field_refusals
from ...enums import ConsentStateEnum
from ...errors import AutomationError, AutomationErrorCode, refusal
from ...toolkit import (
    BaseInputObjectType,
    BaseMutation,
    DateTime,
    NonNullList,
    ResolveInfo,
    Upload,
    uploaded_file,
)
from ..types import AutomationTransfer


class ImportColumnInput(BaseInputObjectType):
    column = graphene.String(required=True, description="Name of the column in the file's first line.")
    target = graphene.String(
        required=True,
        description="`email`, `first_name`, `consent`, `lists`, `tags`, `fields.<slug>` …; empty: left out.",
    )

    class Meta:
        name = "AutomationImportColumnInput"
        description = "What a column of a file is."
        doc_category = DOC_CATEGORY


class ImportConsentInput(BaseInputObjectType):
    state = ConsentStateEnum(required=True, description="`SUBSCRIBED` or `UNSUBSCRIBED`.")
    source = graphene.String(required=True, description="Where it was said, for instance `shop fair 2026`.")
    said_at = DateTime(description="When it was said. With the words, it may bring back who had left before.")
    text = graphene.String(description="The words people agreed to.")

    class Meta:
        name = "AutomationImportConsentInput"
        description = "What everybody in the file has said whose row says nothing itself."
        doc_category = DOC_CATEGORY


class ContactImportInput(BaseInputObjectType):
    file = Upload(required=True, description="The CSV file; its first line names the columns.")
    columns = NonNullList(ImportColumnInput, description="What columns are whose names do not say it.")
    lists = NonNullList(graphene.String, description="Slugs of lists everybody joins.")
    tags = NonNullList(graphene.String, description="Names of tags everybody gets.")
    consent = ImportConsentInput(description="What everybody has said.")
    encoding = graphene.String(description="For instance `windows-1252`; by default UTF-8, or what the file says.")
    delimiter = graphene.String(description="By default found out from the first line.")
    is_dry_run = graphene.Boolean(description="Check and count, and change nothing.")
    overwrites = graphene.Boolean(description="Whether cells replace what is known; by default yes.")
    starts_journeys = graphene.Boolean(description="Whether journeys hear of what changes; by default not.")

    class Meta:
        name = "AutomationContactImportInput"
        description = "A file of contacts, and what to make of it."
        doc_category = DOC_CATEGORY


class ContactImport(BaseMutation):
    transfer = graphene.Field(AutomationTransfer, description="Tells how far the import is.")

    class Arguments:
        input = ContactImportInput(required=True, description="A file of contacts, and what to make of it.")

    class Meta:
        name = "AutomationContactImport"
        description = (
            "Import contacts from a CSV file in the background. Rows that are wrong are left out and told; an import "
            "brings nobody back who left. Must be sent as a `multipart` request, as Saleor's `fileUpload`."
        )
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, input: dict[str, Any]):
        file = uploaded_file(info, input["file"])
        if file is None:
            message = "No file came with the request; send it as a part of a multipart request."
            raise refusal("file", AutomationErrorCode.REQUIRED, message)
        with field_refusals("file"):
            transfer = start_import(
                file.chunks(),
                _request(input),
                utc_now(),
                file_name=file.name or "",
                encoding=input.get("encoding") or "",
                is_dry_run=bool(input.get("is_dry_run")),
                requested_by=source_of(info),
            )
        alarm.wake("saleor_automation.run_transfers")
        return cls(transfer=transfer)


def _request(input: dict[str, Any]) -> ImportRequest:
    said = input.get("consent")
    consent = None
    if said:
        at = said["said_at"].isoformat() if said.get("said_at") else ""
        consent = StatedConsent(said["state"], said["source"], at, said.get("text") or "")
    overwrites = input.get("overwrites")
    return ImportRequest(
        mapping={each["column"]: each["target"] for each in input.get("columns") or []},
        delimiter=input.get("delimiter") or "",
        lists=input.get("lists") or (),
        tags=input.get("tags") or (),
        consent=consent,
        overwrites=True if overwrites is None else overwrites,
        starts_journeys=bool(input.get("starts_journeys")),
    )
