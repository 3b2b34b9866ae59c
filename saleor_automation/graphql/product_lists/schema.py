from typing import Any
from uuid import UUID

import graphene
from graphql import GraphQLError

from ...contacts.models import Contact
from ...core.clock import utc_now
from ...core.exceptions import InvalidDefinition
from ...product_lists.definition import ListDefinition, parse_list
from ...product_lists.models import ProductList
from ...product_lists.presets import moments
from ...product_lists.readers import Reader, Subject
from ...product_lists.ready_made import load_lists
from ...product_lists.resolution import Filling, resolve
from ...product_lists.sources import SOURCES
from ...shop.configuration import load_configuration
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, STAFF, one_of, pk_of, rows
from ..errors import AutomationErrorCode
from ..lists import resolve_list
from ..toolkit import (
    FilterConnectionField,
    JSONString,
    NonNullList,
    PermissionsField,
    ResolveInfo,
    from_global_id_or_error,
)
from .filters import ProductListFilterInput
from .mutations.product_list_create import ProductListCreate
from .mutations.product_list_delete import ProductListDelete
from .mutations.product_list_update import ProductListUpdate
from .preview_types import (
    AutomationProductListMoment,
    AutomationProductListPreview,
    AutomationProductListSource,
)
from .sorters import ProductListSortField, ProductListSortingInput
from .types import AutomationProductList, AutomationProductListConnection


class ProductListQueries(graphene.ObjectType):
    automation_product_lists = FilterConnectionField(
        AutomationProductListConnection,
        filter=ProductListFilterInput(description="Which product lists."),
        sort_by=ProductListSortingInput(description="In which order; by default the newest come first."),
        description="All product lists.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_product_list = PermissionsField(
        AutomationProductList,
        id=graphene.Argument(graphene.ID, description="ID of the list."),
        slug=graphene.Argument(graphene.String, description="Slug of the list."),
        description="One product list, by ID or by slug.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_product_list_preview = PermissionsField(
        AutomationProductListPreview,
        slug=graphene.Argument(graphene.String, description="Slug of a saved or ready-made list."),
        definition=graphene.Argument(JSONString, description="A definition that need not be saved, as JSON."),
        contact_id=graphene.Argument(graphene.ID, description="ID of the contact; without it, a stranger."),
        channel=graphene.Argument(graphene.String, description="Slug of the channel; by default the contact's own."),
        language=graphene.Argument(graphene.String, description="Language code; by default the contact's own."),
        product_id=graphene.Argument(graphene.ID, description="ID of the product the reader is looking at."),
        category_id=graphene.Argument(graphene.ID, description="ID of the category the reader is in."),
        order_id=graphene.Argument(graphene.ID, description="ID of the order the mail is about."),
        description="What a list shows to a reader now: why each product is there, what was dropped and why.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_product_list_presets = PermissionsField(
        NonNullList(AutomationProductListMoment),
        description="Ready-made lists for each moment of a customer's path.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_product_list_sources = PermissionsField(
        NonNullList(AutomationProductListSource),
        description="Where products of a list can come from.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_product_list_schema = PermissionsField(
        JSONString,
        description="The JSON Schema of definitions.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_product_lists(_root, info: ResolveInfo, **kwargs):
        return resolve_list(
            rows(ProductList, info),
            info,
            kwargs,
            AutomationProductListConnection,
            ProductListSortingInput,
            ProductListSortField.CREATED_AT,
        )

    @staticmethod
    def resolve_automation_product_list(_root, info: ResolveInfo, *, id: str | None = None, slug: str | None = None):
        one_of(id=id, slug=slug)
        lists = rows(ProductList, info)
        if slug is not None:
            return lists.filter(slug=slug).first()
        return lists.filter(pk=pk_of(id, "AutomationProductList")).first()

    @staticmethod
    def resolve_automation_product_list_preview(
        _root,
        _info: ResolveInfo,
        *,
        slug: str | None = None,
        definition: Any = None,
        contact_id: str | None = None,
        channel: str = "",
        language: str = "",
        **subject: str,
    ):
        one_of(slug=slug, definition=definition)
        with allow_writer():
            try:
                read = _definition(slug, definition)
            except InvalidDefinition as error:
                return _unreadable([_error(place, text) for place, text in error.problems])
            if read is None:
                message = f"There is no product list {slug!r}."
                return _unreadable([_error("", message, "slug", AutomationErrorCode.NOT_FOUND)])
            contact = None
            if contact_id is not None:
                contact = Contact.objects.filter(pk=pk_of(contact_id, "AutomationContact")).first()
                if contact is None:
                    message = "There is no contact with this ID."
                    return _unreadable([_error("", message, "contactId", AutomationErrorCode.NOT_FOUND)])
            configuration = load_configuration()
            reader = Reader(
                key=0,
                contact_id=contact.pk if contact else None,
                channel_slug=channel or (contact.channel_slug if contact else ""),
                language_code=language or (contact.language_code if contact else "") or configuration.default_language,
                subject=_subject(**subject),
            )
            return resolve(read, [reader], configuration, utc_now(), explain=True)[0]

    @staticmethod
    def resolve_automation_product_list_presets(_root, _info: ResolveInfo):
        return moments()

    @staticmethod
    def resolve_automation_product_list_sources(_root, _info: ResolveInfo):
        return [{"kind": kind, "title": source.title} for kind, source in SOURCES.items()]

    @staticmethod
    def resolve_automation_product_list_schema(_root, _info: ResolveInfo):
        return ListDefinition.model_json_schema()


class ProductListMutations(graphene.ObjectType):
    automation_product_list_create = ProductListCreate.Field()
    automation_product_list_update = ProductListUpdate.Field()
    automation_product_list_delete = ProductListDelete.Field()


class _Unreadable(Filling):
    """A preview of a definition that cannot be read."""

    errors: list[dict[str, Any]]


def _unreadable(errors: list[dict[str, Any]]) -> _Unreadable:
    answer = _Unreadable()
    answer.errors = errors
    return answer


def _definition(slug: str | None, definition: Any) -> ListDefinition | None:
    if slug is not None:
        return load_lists([slug]).get(slug)
    return parse_list(definition, "Product list")


def _subject(product_id: str | None = None, category_id: str | None = None, order_id: str | None = None) -> Subject:
    """Read what the reader is looking at. Raises GraphQLError for an ID that is malformed or of another type."""
    return Subject(
        product_id=pk_of(product_id, "Product") if product_id else None,
        category_id=pk_of(category_id, "Category") if category_id else None,
        order_id=_order_id(order_id) if order_id else None,
    )


def _order_id(global_id: str) -> UUID:
    _, pk = from_global_id_or_error(global_id, "Order", raise_error=True)
    try:
        return UUID(pk)
    except ValueError:  # Saleor lets numbers pass, which its orders had in old versions
        raise GraphQLError(f"Invalid ID: {global_id}. Expected: Order.") from None


def _error(
    place: str, text: str, field: str = "definition", code: AutomationErrorCode = AutomationErrorCode.INVALID_DEFINITION
) -> dict[str, Any]:
    return {"field": field, "message": text, "code": code.value, "place": place}
