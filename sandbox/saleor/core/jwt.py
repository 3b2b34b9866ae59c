"""Tokens of users. Saleor signs with an RSA key pair and publishes the public half; here the shop's secret signs."""

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

import graphene
import jwt
from django.conf import settings

from ..account.models import User
from ..app.models import App, AppExtension
from ..permission.enums import get_permission_names, get_permissions_from_codenames, get_permissions_from_names
from ..permission.models import Permission
from .utils import build_absolute_uri

JWT_ALGORITHM = "HS256"
JWT_ACCESS_TYPE = "access"
JWT_REFRESH_TYPE = "refresh"
JWT_THIRDPARTY_ACCESS_TYPE = "thirdparty"
JWT_OWNER_FIELD = "owner"
JWT_SALEOR_OWNER_NAME = "saleor"
APP_KEY_FIELD = "app"
PERMISSIONS_FIELD = "permissions"
USER_PERMISSION_FIELD = "user_permissions"

INVALID_TOKEN = "Invalid token. Create new one by using tokenCreate mutation."


def _key() -> str:
    return hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()


def jwt_user_payload(
    user: User,
    token_type: str,
    exp_delta: datetime.timedelta | None,
    additional_payload: dict[str, Any] | None = None,
    token_owner: str = JWT_SALEOR_OWNER_NAME,
) -> dict[str, Any]:
    now = datetime.datetime.now(tz=datetime.UTC)
    payload = {
        "iat": now,
        JWT_OWNER_FIELD: token_owner,
        "iss": build_absolute_uri("/graphql/"),
        "token": user.jwt_token_key,
        "email": user.email,
        "type": token_type,
        "user_id": graphene.Node.to_global_id("User", user.id),
        "is_staff": user.is_staff,
    }
    if exp_delta:
        payload["exp"] = now + exp_delta
    return {**payload, **(additional_payload or {})}


def jwt_encode(payload: dict[str, Any]) -> str:
    return jwt.encode(payload, _key(), algorithm=JWT_ALGORITHM)


def jwt_decode(token: str, verify_aud: bool = False) -> dict[str, Any]:
    return jwt.decode(token, _key(), algorithms=[JWT_ALGORITHM], options={"verify_aud": verify_aud})


def jwt_decode_with_exception_handler(token: str) -> dict[str, Any] | None:
    try:
        return jwt_decode(token)
    except jwt.PyJWTError:
        return None


def create_access_token(user: User, additional_payload: dict[str, Any] | None = None) -> str:
    return jwt_encode(jwt_user_payload(user, JWT_ACCESS_TYPE, settings.JWT_TTL_ACCESS, additional_payload))


def create_refresh_token(user: User, additional_payload: dict[str, Any] | None = None) -> str:
    return jwt_encode(jwt_user_payload(user, JWT_REFRESH_TYPE, settings.JWT_TTL_REFRESH, additional_payload))


def create_access_token_for_app(
    app: App, user: User, database_connection_name: str = settings.DATABASE_CONNECTION_DEFAULT_NAME
) -> str:
    """Return a token with which the app acts as the user, in what both are permitted."""
    return _third_party_token(app.permissions.using(database_connection_name), user, app, database_connection_name)


def create_access_token_for_app_extension(
    app_extension: AppExtension,
    permissions: Iterable[Permission],
    user: User,
    app: App,
    database_connection_name: str = settings.DATABASE_CONNECTION_DEFAULT_NAME,
) -> str:
    extra = {"app_extension": graphene.Node.to_global_id("AppExtension", app_extension.id)}
    return _third_party_token(permissions, user, app, database_connection_name, extra)


def _third_party_token(
    permissions: Iterable[Permission],
    user: User,
    app: App,
    database_connection_name: str,
    extra: dict[str, Any] | None = None,
) -> str:
    users = get_permission_names(user.effective_permissions.using(database_connection_name))
    payload = {
        APP_KEY_FIELD: graphene.Node.to_global_id("App", app.id),
        PERMISSIONS_FIELD: sorted(get_permission_names(permissions) & users),
        USER_PERMISSION_FIELD: sorted(users),
        **(extra or {}),
    }
    return jwt_encode(jwt_user_payload(user, JWT_THIRDPARTY_ACCESS_TYPE, settings.JWT_TTL_APP_ACCESS, payload))


def is_saleor_token(token: str) -> bool:
    """Tell a user's token of this shop from an app's token or that of an identity provider."""
    try:
        payload = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return False
    return payload.get(JWT_OWNER_FIELD) == JWT_SALEOR_OWNER_NAME


def get_user_from_payload(payload: dict[str, Any], request=None) -> User | None:
    """Return the token's user. Raises jwt.InvalidTokenError if it is gone, inactive, or changed its key."""
    user = (
        User.objects.using(settings.DATABASE_CONNECTION_REPLICA_NAME)
        .filter(email=payload.get("email"), is_active=True)
        .first()
    )
    if not user or user.jwt_token_key != payload.get("token"):
        raise jwt.InvalidTokenError(INVALID_TOKEN)
    return user


def get_user_from_access_payload(payload: dict[str, Any], request=None) -> User | None:
    """Return the user of an access token, cut down to what the token permits if it says so."""
    if payload.get("type") not in (JWT_ACCESS_TYPE, JWT_THIRDPARTY_ACCESS_TYPE):
        raise jwt.InvalidTokenError(INVALID_TOKEN)
    user = get_user_from_payload(payload, request)
    permissions = payload.get(PERMISSIONS_FIELD)
    if user and permissions is not None:
        named = get_permissions_from_names(permissions).using(settings.DATABASE_CONNECTION_REPLICA_NAME)
        codenames = [permission.codename for permission in named]
        user.effective_permissions = get_permissions_from_codenames(codenames)
        user.is_staff = bool(codenames) or bool(payload.get("is_staff"))
    return user
