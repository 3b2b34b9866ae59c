"""Tokens of users. Saleor signs with an RSA key pair and publishes the public half; here the shop's secret signs."""

import datetime
import hashlib
from typing import Any

import graphene
import jwt
from django.conf import settings

from ..account.models import User
from .utils import build_absolute_uri

JWT_ALGORITHM = "HS256"
JWT_ACCESS_TYPE = "access"
JWT_REFRESH_TYPE = "refresh"
JWT_OWNER_FIELD = "owner"
JWT_SALEOR_OWNER_NAME = "saleor"

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
