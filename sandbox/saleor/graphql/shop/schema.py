import graphene
from django.conf import settings
from django.contrib.sites.models import Site
from django.utils import translation
from django_countries import countries

from ... import __version__
from ...channel.models import Channel
from ...core.utils import build_absolute_uri, get_domain
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import get_permissions
from ..core.context import get_database_connection_name
from ..core.fields import BaseField, PermissionsField
from ..core.types import CountryDisplay, LanguageDisplay, NonNullList, Permission
from ..utils import format_permissions_for_display

STAFF = [AuthorizationFilters.AUTHENTICATED_STAFF_USER, AuthorizationFilters.AUTHENTICATED_APP]


class Domain(graphene.ObjectType):
    host = graphene.String(required=True)
    ssl_enabled = graphene.Boolean(required=True)
    url = graphene.String(required=True)


class Shop(graphene.ObjectType):
    id = graphene.ID(required=True)
    channel_currencies = PermissionsField(NonNullList(graphene.String), required=True, permissions=STAFF)
    countries = NonNullList(CountryDisplay, required=True)
    default_mail_sender_name = PermissionsField(graphene.String, permissions=STAFF)
    default_mail_sender_address = PermissionsField(graphene.String, permissions=STAFF)
    description = graphene.String()
    domain = graphene.Field(Domain, required=True)
    languages = NonNullList(LanguageDisplay, required=True)
    name = graphene.String(required=True)
    permissions = NonNullList(Permission, required=True)
    enable_account_confirmation_by_email = PermissionsField(graphene.Boolean, permissions=STAFF)
    version = PermissionsField(graphene.String, required=True, permissions=STAFF)
    schema_version = graphene.String(required=True)

    class Meta:
        description = "Represents a shop resource containing general shop data and configuration."

    @staticmethod
    def resolve_id(root, _info):
        return graphene.Node.to_global_id("Shop", root.pk)

    @staticmethod
    def resolve_channel_currencies(_root, info):
        channels = Channel.objects.using(get_database_connection_name(info.context))
        return sorted(set(channels.values_list("currency_code", flat=True)))

    @staticmethod
    def resolve_countries(_root, _info):
        with translation.override("en"):
            return [CountryDisplay(code=code, country=name) for code, name in countries]

    @staticmethod
    def resolve_description(root, _info):
        return root.settings.description

    @staticmethod
    def resolve_domain(_root, _info):
        url = build_absolute_uri("/")
        return Domain(host=get_domain(), ssl_enabled=url.startswith("https:"), url=url)

    @staticmethod
    def resolve_languages(_root, _info):
        return [LanguageDisplay(code=code, language=name) for code, name in settings.LANGUAGES]

    @staticmethod
    def resolve_permissions(_root, info):
        return format_permissions_for_display(
            get_permissions(database_connection_name=get_database_connection_name(info.context))
        )

    @staticmethod
    def resolve_default_mail_sender_name(root, _info):
        return root.settings.default_mail_sender_name

    @staticmethod
    def resolve_default_mail_sender_address(root, _info):
        return root.settings.default_mail_sender_address

    @staticmethod
    def resolve_enable_account_confirmation_by_email(root, _info):
        return root.settings.enable_account_confirmation_by_email

    @staticmethod
    def resolve_version(_root, _info):
        return __version__

    @staticmethod
    def resolve_schema_version(_root, _info):
        return ".".join(__version__.split(".")[:2])


class ShopQueries(graphene.ObjectType):
    shop = BaseField(Shop, description="Return information about the shop.", required=True)

    @staticmethod
    def resolve_shop(_root, info):
        sites = Site.objects.using(get_database_connection_name(info.context))
        return sites.select_related("settings").get(pk=settings.SITE_ID)
