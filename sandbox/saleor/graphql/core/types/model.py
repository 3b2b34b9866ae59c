from typing import Generic, TypeVar

from django.db.models import Model
from graphene.types.objecttype import ObjectTypeOptions

from .base import BaseObjectType

MT = TypeVar("MT", bound=Model)


class ModelObjectOptions(ObjectTypeOptions):
    model = None


class ModelObjectType(Generic[MT], BaseObjectType):
    """A type that shows rows of Meta.model."""

    @classmethod
    def __init_subclass_with_meta__(cls, _meta=None, model=None, **options):
        _meta = _meta or ModelObjectOptions(cls)
        if not getattr(_meta, "model", None):
            if not model:
                raise ValueError("ModelObjectType was declared without 'model' option in it's Meta.")
            if not issubclass(model, Model):
                raise ValueError(
                    "ModelObjectType was declared with invalid 'model' option value in it's Meta. "
                    f"Expected subclass of django.db.models.Model, received '{type(model)}' type."
                )
            _meta.model = model
        super().__init_subclass_with_meta__(_meta=_meta, **options)

    @classmethod
    def get_node(cls, _info, id) -> MT | None:
        return cls._meta.model.objects.filter(pk=id).first()

    @classmethod
    def get_model(cls) -> type[MT]:
        return cls._meta.model
