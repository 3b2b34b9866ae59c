"""What mutations derive from: permissions, the writer, and errors of the input as data."""

from enum import Enum

import graphene
from django.core.exceptions import NON_FIELD_ERRORS, ImproperlyConfigured, ValidationError
from django.db import models
from graphene.types.mutation import MutationOptions
from graphql.error import GraphQLError

from ...core.db.connection import allow_writer
from ...core.exceptions import PermissionDenied
from ...core.utils.events import call_event
from ...permission.utils import (
    message_one_of_permissions_required,
    one_of_permissions_or_auth_filter_required,
)
from ..utils import get_nodes, resolve_global_ids_to_primary_keys
from .context import disallow_replica_in_context, setup_context_user
from .types import NonNullList
from .utils import from_global_id_or_error, snake_to_camel_case
from .utils.error_codes import get_error_code_from_error

MISSING_NODE_ERROR_MESSAGE_PREFIX = "Couldn't resolve to a node:"


def get_model_name(model) -> str:
    return model.__name__[:1].lower() + model.__name__[1:]


def get_error_fields(error_type_class, error_type_field: str) -> dict:
    field = graphene.Field(
        NonNullList(error_type_class, description="List of errors that occurred executing the mutation."),
        default_value=[],
        required=True,
    )
    return {error_type_field: field}


def validation_error_to_error_type(validation_error: ValidationError, error_type_class) -> list:
    """Return the errors as instances of error_type_class; `params` named like its fields are put there."""
    if hasattr(validation_error, "error_dict"):
        pairs = [
            (None if name == NON_FIELD_ERRORS else snake_to_camel_case(name), error)
            for name, errors in validation_error.error_dict.items()
            for error in errors
        ]
    else:
        pairs = [(None, error) for error in validation_error.error_list]

    result = []
    for field, error in pairs:
        item = error_type_class(field=field, message=error.messages[0], code=get_error_code_from_error(error))
        for name, value in (error.params or {}).items():
            if name in error_type_class._meta.fields:
                setattr(item, name, value)
        result.append(item)
    return result


class ModelMutationOptions(MutationOptions):
    doc_category = None
    exclude = None
    model = None
    object_type = None
    return_field_name = None


class BaseMutation(graphene.Mutation):
    class Meta:
        abstract = True

    @classmethod
    def _validate_permissions(cls, permissions):
        if not permissions:
            return
        if not isinstance(permissions, tuple):
            raise ImproperlyConfigured(f"Permissions should be a tuple in Meta class: {permissions}")
        for permission in permissions:
            if not isinstance(permission, Enum):
                raise ImproperlyConfigured(f"Permission should be an enum: {permission}.")

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        auto_permission_message=True,
        description=None,
        doc_category=None,
        permissions=None,
        _meta=None,
        error_type_class=None,
        errors_mapping=None,
        webhook_events_info=None,
        exclude=None,
        **options,
    ):
        if not description:
            raise ImproperlyConfigured("No description provided in Meta")
        if not error_type_class:
            raise ImproperlyConfigured("No error_type_class provided in Meta.")
        cls._validate_permissions(permissions)
        _meta = _meta or MutationOptions(cls)
        _meta.error_type_class = error_type_class
        _meta.errors_mapping = errors_mapping
        _meta.permissions = permissions
        _meta.exclude = exclude or []
        if permissions and auto_permission_message:
            description = f"{description} {message_one_of_permissions_required(permissions)}"
        cls.doc_category = doc_category
        cls.webhook_events_info = webhook_events_info
        super().__init_subclass_with_meta__(description=description, _meta=_meta, **options)
        cls._meta.fields.update(get_error_fields(error_type_class, "errors"))

    # -- ids ----------------------------------------------------------------------------------------------

    @classmethod
    def get_global_id_or_error(cls, id: str, only_type=None, field: str = "id"):
        try:
            return from_global_id_or_error(id, only_type, raise_error=True)[1]
        except GraphQLError as error:
            raise ValidationError({field: ValidationError(str(error), code="graphql_error")}) from error

    @classmethod
    def get_global_ids_or_error(cls, ids, only_type=None, field: str = "ids"):
        try:
            return resolve_global_ids_to_primary_keys(ids, only_type, raise_error=True)[1]
        except GraphQLError as error:
            raise ValidationError({field: ValidationError(str(error), code="graphql_error")}) from error

    @classmethod
    def _get_node_by_pk(cls, info, graphene_type, pk, qs=None):
        if qs is not None:
            return qs.filter(pk=pk).first()
        get_node = getattr(graphene_type, "get_node", None)
        return get_node(info, pk) if get_node else None

    @classmethod
    def get_node_or_error(cls, info, node_id, *, field="id", only_type=None, qs=None, code="not_found"):
        """Return the row of an id; None for an empty id.

        Raises ValidationError of the field: graphql_error for what is no id of the type, else code.
        """
        if not node_id:
            return None
        try:
            type_name, pk = from_global_id_or_error(node_id, only_type, raise_error=True)
            graphene_type = only_type or info.schema.get_type(type_name).graphene_type
            node = cls._get_node_by_pk(info, graphene_type=graphene_type, pk=pk, qs=qs)
        except (AssertionError, GraphQLError) as error:
            raise ValidationError({field: ValidationError(str(error), code="graphql_error")}) from error
        if node is None:
            message = f"{MISSING_NODE_ERROR_MESSAGE_PREFIX} {node_id}"
            raise ValidationError({field: ValidationError(message, code=code)})
        return node

    @classmethod
    def get_nodes_or_error(cls, ids, field, only_type=None, qs=None, schema=None):
        try:
            return get_nodes(ids, only_type, qs=qs, schema=schema)
        except GraphQLError as error:
            raise ValidationError({field: ValidationError(str(error), code="graphql_error")}) from error

    # -- rows ---------------------------------------------------------------------------------------------

    @staticmethod
    def remap_error_fields(validation_error, field_map) -> None:
        for old, new in field_map.items():
            if old in validation_error.error_dict:
                validation_error.error_dict[new] = validation_error.error_dict.pop(old)

    @classmethod
    def clean_instance(cls, _info, instance, /) -> None:
        """Run the model's own validation, but for the columns of Meta.exclude."""
        try:
            instance.full_clean()
        except ValidationError as error:
            error.error_dict = {
                field: errors for field, errors in error.error_dict.items() if field not in cls._meta.exclude
            }
            if cls._meta.errors_mapping:
                cls.remap_error_fields(error, cls._meta.errors_mapping)
            if error.error_dict:
                raise

    @classmethod
    def construct_instance(cls, instance, cleaned_data):
        """Set the columns named in cleaned_data, without saving; null resets a column to its default."""
        for column in instance._meta.fields:
            if not column.editable or isinstance(column, models.AutoField) or column.name not in cleaned_data:
                continue
            value = cleaned_data[column.name]
            if value is None and not column.null:
                value = column._get_default()
            column.save_form_data(instance, value)
        return instance

    # -- running ------------------------------------------------------------------------------------------

    @classmethod
    def check_permissions(cls, context, permissions=None, require_all_permissions=False, **data) -> bool:
        wanted = permissions or cls._meta.permissions
        if wanted and require_all_permissions:
            return all(one_of_permissions_or_auth_filter_required(context, [item]) for item in wanted)
        return one_of_permissions_or_auth_filter_required(context, wanted)

    @classmethod
    @allow_writer()
    def mutate(cls, root, info, **data):
        disallow_replica_in_context(info.context)
        setup_context_user(info.context)
        if not cls.check_permissions(info.context, data=data):
            raise PermissionDenied(permissions=cls._meta.permissions)
        try:
            response = cls.perform_mutation(root, info, **data)
        except ValidationError as error:
            return cls.handle_errors(error)
        if response.errors is None:
            response.errors = []
        return response

    @classmethod
    def perform_mutation(cls, _root, _info, /, **data):
        raise NotImplementedError()

    @classmethod
    def handle_errors(cls, error: ValidationError, **extra):
        return cls.handle_typed_errors(validation_error_to_error_type(error, cls._meta.error_type_class), **extra)

    @classmethod
    def handle_typed_errors(cls, errors: list, **extra):
        return cls(errors=errors, **extra)

    @staticmethod
    def call_event(func_obj, *func_args, **kwargs):
        return call_event(func_obj, *func_args, **kwargs)


def is_list_of_ids(field) -> bool:
    inner = getattr(field.type, "of_type", None) if isinstance(field.type, graphene.List) else None
    return inner is not None and getattr(inner, "of_type", inner) == graphene.ID


def is_id_field(field) -> bool:
    return getattr(field.type, "of_type", field.type) == graphene.ID and not isinstance(field.type, graphene.List)


class DeprecatedModelMutation(BaseMutation):
    """Create the row of Meta.model from `input`, or update the one of `id`."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls, arguments=None, model=None, return_field_name=None, object_type=None, _meta=None, **options
    ):
        if not model:
            raise ImproperlyConfigured("model is required for ModelMutation")
        _meta = _meta or ModelMutationOptions(cls)
        _meta.model = model
        _meta.object_type = object_type
        _meta.return_field_name = return_field_name or get_model_name(model)
        super().__init_subclass_with_meta__(_meta=_meta, **options)
        if not object_type:
            raise ImproperlyConfigured(
                f"GraphQL type for model {model.__name__} could not be resolved for {cls.__name__}"
            )
        cls._meta.arguments.update(arguments or {})
        cls._meta.fields.setdefault(cls._meta.return_field_name, graphene.Field(object_type))

    @classmethod
    def clean_input(cls, info, instance, data, *, input_cls=None) -> dict:
        """Return the input with ids replaced by their rows."""
        input_cls = input_cls or cls.Arguments.input.type
        input_cls = getattr(input_cls, "of_type", input_cls)
        cleaned = {}
        for name, field in input_cls._meta.fields.items():
            if name not in data:
                continue
            value = data[name]
            if value is not None and is_list_of_ids(field):
                value = cls.get_nodes_or_error(value, name, schema=info.schema) if value else []
            elif value is not None and is_id_field(field):
                value = cls.get_node_or_error(info, value, field=name)
            cleaned[name] = value
        return cleaned

    @classmethod
    def get_instance(cls, info, **data):
        if data.get("id"):
            return cls.get_node_or_error(info, data["id"], only_type=cls._meta.object_type)
        return cls._meta.model()

    @classmethod
    def save(cls, _info, instance, _cleaned_input, /):
        instance.save()

    @classmethod
    def _save_m2m(cls, _info, instance, cleaned_data):
        for relation in instance._meta.many_to_many:
            if cleaned_data.get(relation.name) is not None:
                getattr(instance, relation.name).set(cleaned_data[relation.name])

    @classmethod
    def post_save_action(cls, _info, _instance, _cleaned_input, /):
        """Do what follows a change, such as telling the plugins."""

    @classmethod
    def success_response(cls, instance):
        return cls(**{cls._meta.return_field_name: instance, "errors": []})

    @classmethod
    def perform_mutation(cls, _root, info, /, **data):
        instance = cls.get_instance(info, **data)
        cleaned = cls.clean_input(info, instance, data.get("input"))
        instance = cls.construct_instance(instance, cleaned)
        cls.clean_instance(info, instance)
        cls.save(info, instance, cleaned)
        cls._save_m2m(info, instance, cleaned)
        cls.post_save_action(info, instance, cleaned)
        return cls.success_response(instance)
