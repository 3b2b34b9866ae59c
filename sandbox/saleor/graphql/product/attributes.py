import graphene
from graphene import relay

from ...attribute import models as attribute_models
from ..core.types import ModelObjectType, NonNullList
from ..meta.types import ObjectWithMetadata


class Attribute(ModelObjectType[attribute_models.Attribute]):
    id = graphene.GlobalID(required=True)
    name = graphene.String(required=True)
    slug = graphene.String(required=True)

    class Meta:
        interfaces = [relay.Node, ObjectWithMetadata]
        model = attribute_models.Attribute


class AttributeValue(ModelObjectType[attribute_models.AttributeValue]):
    id = graphene.GlobalID(required=True)
    name = graphene.String()
    slug = graphene.String()
    value = graphene.String()

    class Meta:
        interfaces = [relay.Node]
        model = attribute_models.AttributeValue


class SelectedAttribute(graphene.ObjectType):
    attribute = graphene.Field(Attribute, required=True)
    values = NonNullList(AttributeValue, required=True)
