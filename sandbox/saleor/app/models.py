import secrets
from collections.abc import Iterable
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db import models

from ..core.models import ModelWithMetadata
from ..permission.enums import AppPermission, BasePermissionEnum
from ..permission.models import Permission
from .types import AppType


class App(ModelWithMetadata):
    uuid = models.UUIDField(unique=True, default=uuid4)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    removed_at = models.DateTimeField(blank=True, null=True)
    type = models.CharField(choices=AppType.CHOICES, default=AppType.LOCAL, max_length=60)
    identifier = models.CharField(max_length=256, blank=True)
    permissions = models.ManyToManyField(Permission, blank=True, related_name="app_set", related_query_name="app")
    about_app = models.TextField(blank=True, null=True)
    app_url = models.URLField(blank=True, null=True)
    manifest_url = models.URLField(max_length=2048, blank=True, null=True)
    version = models.CharField(max_length=60, blank=True, null=True)
    audience = models.CharField(blank=True, null=True, max_length=256)
    is_installed = models.BooleanField(default=True)
    author = models.CharField(blank=True, null=True, max_length=60)
    homepage_url = models.URLField(blank=True, null=True)
    support_url = models.URLField(blank=True, null=True)
    brand_logo_default = models.ImageField(upload_to="app-brand-data", blank=True, null=True)

    class Meta:
        ordering = ("name", "pk")
        permissions = (
            (AppPermission.MANAGE_APPS.codename, "Manage apps"),
            (AppPermission.MANAGE_OBSERVABILITY.codename, "Manage observability"),
        )

    def __str__(self):
        return self.name

    def get_permissions(self) -> set[str]:
        """Return "<app label>.<codename>" of everything the app may do; read once per object."""
        if not self.is_active:
            return set()
        if not hasattr(self, "_app_perm_cache"):
            pairs = self.permissions.order_by().values_list("content_type__app_label", "codename")
            self._app_perm_cache = {f"{label}.{codename}" for label, codename in pairs}
        return self._app_perm_cache

    def has_perms(self, perm_list: Iterable[BasePermissionEnum | str]) -> bool:
        return self.is_active and all(self.has_perm(perm) for perm in perm_list)

    def has_perm(self, perm: BasePermissionEnum | str) -> bool:
        value = perm.value if isinstance(perm, BasePermissionEnum) else perm
        return value in self.get_permissions()


class AppTokenManager(models.Manager):
    def create(self, *, app, name="", auth_token=None, **extra_fields):
        """Create a token and return (row, raw token): the raw one is not kept and cannot be read again."""
        raw_token = auth_token or secrets.token_urlsafe(22)[:30]
        token = self.model(app=app, name=name, **extra_fields)
        token.set_auth_token(raw_token)
        token.save()
        return token, raw_token


class AppToken(models.Model):
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(blank=True, default="", max_length=128)
    auth_token = models.CharField(unique=True, max_length=128)
    token_last_4 = models.CharField(max_length=4)

    objects = AppTokenManager()

    def set_auth_token(self, raw_token: str):
        self.auth_token = make_password(raw_token)
        self.token_last_4 = raw_token[-4:]


class AppExtension(models.Model):
    """A place of the Dashboard where a page of the app is shown; mount and target are written in small letters."""

    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="extensions")
    label = models.CharField(max_length=256)
    url = models.URLField()
    mount = models.CharField(max_length=256)
    target = models.CharField(max_length=128, default="popup")
    permissions = models.ManyToManyField(Permission, blank=True)
    identifier = models.CharField(max_length=256, null=True)
    http_target_method = models.CharField(null=True, choices=[("GET", "GET"), ("POST", "POST")])
    settings = models.JSONField(blank=True, default=dict, db_default={})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app", "identifier"], name="unique_app_extension_identifier"),
            models.CheckConstraint(condition=~models.Q(identifier=""), name="app_extension_identifier_not_blank"),
        ]
