from functools import partial
from uuid import uuid4

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_countries.fields import Country, CountryField

from ..channel.models import Channel
from ..core.models import ModelWithExternalReference, ModelWithMetadata
from ..permission.enums import AccountPermissions, BasePermissionEnum, get_permissions
from ..permission.models import Permission, PermissionsMixin


class Address(ModelWithMetadata):
    first_name = models.CharField(max_length=256, blank=True)
    last_name = models.CharField(max_length=256, blank=True)
    company_name = models.CharField(max_length=256, blank=True)
    street_address_1 = models.CharField(max_length=256, blank=True)
    street_address_2 = models.CharField(max_length=256, blank=True)
    city = models.CharField(max_length=256, blank=True)
    city_area = models.CharField(max_length=128, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = CountryField()
    country_area = models.CharField(max_length=128, blank=True)

    class Meta:
        ordering = ("pk",)

    def as_data(self) -> dict:
        """Return the columns as keywords for a copy: without the primary key."""
        data = model_to_dict(self, exclude=["id"])
        if isinstance(data["country"], Country):
            data["country"] = data["country"].code
        return data

    def get_copy(self) -> "Address":
        return Address.objects.create(**self.as_data())


class UserManager(BaseUserManager):
    def customers(self):
        return self.get_queryset().filter(Q(is_staff=False) | Q(orders__isnull=False)).distinct()

    def staff(self):
        return self.get_queryset().filter(is_staff=True)


class User(PermissionsMixin, ModelWithMetadata, AbstractBaseUser, ModelWithExternalReference):
    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=256, blank=True)
    last_name = models.CharField(max_length=256, blank=True)
    addresses = models.ManyToManyField(Address, blank=True, related_name="user_addresses")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_confirmed = models.BooleanField(default=True)
    note = models.TextField(null=True, blank=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    default_shipping_address = models.ForeignKey(
        Address, related_name="+", null=True, blank=True, on_delete=models.SET_NULL
    )
    default_billing_address = models.ForeignKey(
        Address, related_name="+", null=True, blank=True, on_delete=models.SET_NULL
    )
    jwt_token_key = models.CharField(max_length=12, default=partial(get_random_string, length=12))
    language_code = models.CharField(max_length=35, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    uuid = models.UUIDField(default=uuid4, unique=True)
    number_of_orders = models.PositiveIntegerField(default=0, db_default=0)

    USERNAME_FIELD = "email"

    objects = UserManager()

    class Meta:
        ordering = ("email",)
        permissions = (
            (AccountPermissions.MANAGE_USERS.codename, "Manage customers."),
            (AccountPermissions.MANAGE_STAFF.codename, "Manage staff."),
            (AccountPermissions.IMPERSONATE_USER.codename, "Impersonate user."),
        )

    def __str__(self):
        # Never the e-mail: what is printed ends in logs.
        return str(self.uuid)

    # Set while a token is used that may do less than its user.
    _effective_permissions: models.QuerySet[Permission] | None = None

    @property
    def effective_permissions(self) -> models.QuerySet[Permission]:
        if self._effective_permissions is not None:
            return self._effective_permissions
        permissions = get_permissions()
        if self.is_superuser:
            return permissions
        own = self.user_permissions.through.objects.filter(user_id=self.pk).values("permission_id")
        groups = self.groups.through.objects.filter(user_id=self.pk).values("group_id")
        by_group = Group.permissions.through.objects.filter(group_id__in=groups).values("permission_id")
        return permissions.filter(Q(pk__in=own) | Q(pk__in=by_group))

    @effective_permissions.setter
    def effective_permissions(self, value: models.QuerySet[Permission]) -> None:
        self._effective_permissions = value

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def has_perm(self, perm: BasePermissionEnum | str, obj=None) -> bool:
        name = perm.value if isinstance(perm, BasePermissionEnum) else perm
        if self._effective_permissions is not None:
            return any(backend.has_perm(self, name, obj) for backend in auth.get_backends())
        return super().has_perm(name, obj)


class Group(models.Model):
    name = models.CharField(max_length=150, unique=True)
    permissions = models.ManyToManyField(Permission, blank=True)
    restricted_access_to_channels = models.BooleanField(default=False)
    channels = models.ManyToManyField(Channel, blank=True)

    def __str__(self):
        return self.name
