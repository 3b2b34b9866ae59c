import django_filters
import graphene
from django.db.models import Q

from ...account.models import User as UserModel
from ...core.exceptions import PermissionDenied
from ...permission.auth_filters import AuthorizationFilters
from ...permission.enums import AccountPermissions, OrderPermissions
from ..core.connection import create_connection_slice, filter_connection_queryset
from ..core.context import get_database_connection_name
from ..core.fields import BaseField, FilterConnectionField
from ..core.filters import FilterInputObjectType, MetadataFilterBase
from ..core.types import SortInputObjectType
from ..core.utils import from_global_id_or_error
from ..utils import get_user_or_app_from_context
from .mutations.account_register import AccountRegister
from .mutations.account_update import AccountUpdate
from .mutations.customer import CustomerCreate, CustomerDelete, CustomerUpdate
from .mutations.permission_group import PermissionGroupCreate
from .mutations.tokens import CreateToken, RefreshToken
from .types import User, UserCountableConnection


class CustomerFilter(MetadataFilterBase):
    search = django_filters.CharFilter(method="filter_search")

    def filter_search(self, queryset, _name, value):
        return queryset.filter(
            Q(email__icontains=value) | Q(first_name__icontains=value) | Q(last_name__icontains=value)
        )

    class Meta:
        model = UserModel
        fields = ["search"]


class CustomerFilterInput(FilterInputObjectType):
    class Meta:
        filterset_class = CustomerFilter


class UserSortField(graphene.Enum):
    FIRST_NAME = ["first_name", "last_name", "pk"]
    LAST_NAME = ["last_name", "first_name", "pk"]
    EMAIL = ["email"]
    CREATED_AT = ["date_joined", "email"]
    LAST_MODIFIED_AT = ["updated_at", "email"]


class UserSortingInput(SortInputObjectType):
    class Meta:
        sort_enum = UserSortField
        type_name = "users"


class AccountQueries(graphene.ObjectType):
    customers = FilterConnectionField(
        UserCountableConnection,
        filter=CustomerFilterInput(description="Filtering options for customers."),
        sort_by=UserSortingInput(description="Sort customers."),
        description="List of the shop's customers.",
        permissions=[OrderPermissions.MANAGE_ORDERS, AccountPermissions.MANAGE_USERS],
    )
    me = BaseField(User, description="Return the currently authenticated user.")
    user = BaseField(
        User,
        id=graphene.Argument(graphene.ID, description="ID of the user."),
        email=graphene.Argument(graphene.String, description="Email address of the user."),
        external_reference=graphene.Argument(graphene.String, description="External ID of the user."),
        description="Look up a user by ID or email address.",
    )

    @staticmethod
    def resolve_customers(_root, info, **kwargs):
        customers = UserModel.objects.customers().using(get_database_connection_name(info.context))
        customers = filter_connection_queryset(
            customers, kwargs, info.context, allow_replica=info.context.allow_replica
        )
        return create_connection_slice(customers, info, kwargs, UserCountableConnection)

    @staticmethod
    def resolve_me(_root, info):
        return info.context.user or None

    @staticmethod
    def resolve_user(_root, info, *, id=None, email=None, external_reference=None):
        requestor = get_user_or_app_from_context(info.context)
        readers = [
            AccountPermissions.MANAGE_STAFF,
            AccountPermissions.MANAGE_USERS,
            OrderPermissions.MANAGE_ORDERS,
        ]
        if not requestor or not any(map(requestor.has_perm, readers)):
            raise PermissionDenied(permissions=[*readers, AuthorizationFilters.OWNER])
        users = UserModel.objects.using(get_database_connection_name(info.context))
        if id:
            return users.filter(pk=from_global_id_or_error(id, "User")[1]).first()
        if email:
            return users.filter(email=email).first()
        return users.filter(external_reference=external_reference).first() if external_reference else None


class AccountMutations(graphene.ObjectType):
    token_create = CreateToken.Field()
    token_refresh = RefreshToken.Field()
    account_register = AccountRegister.Field()
    account_update = AccountUpdate.Field()
    customer_create = CustomerCreate.Field()
    customer_update = CustomerUpdate.Field()
    customer_delete = CustomerDelete.Field()
    permission_group_create = PermissionGroupCreate.Field()
