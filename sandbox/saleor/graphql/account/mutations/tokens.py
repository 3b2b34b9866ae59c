import graphene
import jwt
from django.core.exceptions import ValidationError
from django.utils import timezone

from ....account.error_codes import AccountErrorCode
from ....account.models import User as UserModel
from ....core.jwt import (
    JWT_REFRESH_TYPE,
    create_access_token,
    create_refresh_token,
    get_user_from_payload,
    jwt_decode,
)
from ....site.models import SiteSettings
from ...core.mutations import BaseMutation
from ...core.types import AccountError
from ..types import User


class CreateToken(BaseMutation):
    token = graphene.String(description="JWT token, required to authenticate.")
    refresh_token = graphene.String(description="JWT refresh token, required to re-generate access token.")
    user = graphene.Field(User, description="A user instance.")

    class Arguments:
        email = graphene.String(required=True, description="Email of a user.")
        password = graphene.String(required=True, description="Password of a user.")

    class Meta:
        description = "Create JWT token."
        error_type_class = AccountError

    @classmethod
    def perform_mutation(cls, _root, info, /, *, email, password):
        user = UserModel.objects.filter(email=email.lower()).first()
        if not user or not user.check_password(password):
            cls._refuse("Please, enter valid credentials", AccountErrorCode.INVALID_CREDENTIALS)
        settings = SiteSettings.objects.first()
        needs_confirmation = (
            settings.enable_account_confirmation_by_email and not settings.allow_login_without_confirmation
        )
        if not user.is_confirmed and needs_confirmation:
            cls._refuse("Account needs to be confirmed via email.", AccountErrorCode.ACCOUNT_NOT_CONFIRMED)
        if not user.is_active:
            cls._refuse("Account inactive.", AccountErrorCode.INACTIVE)

        user.last_login = timezone.now()
        user.save(update_fields=["last_login", "updated_at"])
        info.context.user = user
        return cls(user=user, token=create_access_token(user), refresh_token=create_refresh_token(user))

    @staticmethod
    def _refuse(message: str, code: AccountErrorCode):
        raise ValidationError({"email": ValidationError(message, code=code.value)})


class RefreshToken(BaseMutation):
    token = graphene.String(description="JWT token, required to authenticate.")
    user = graphene.Field(User, description="A user instance.")

    class Arguments:
        refresh_token = graphene.String(description="Refresh token.")

    class Meta:
        description = "Refresh JWT token."
        error_type_class = AccountError

    @classmethod
    def perform_mutation(cls, _root, _info, /, *, refresh_token=None):
        try:
            payload = jwt_decode(refresh_token or "")
            if payload.get("type") != JWT_REFRESH_TYPE:
                raise jwt.InvalidTokenError("Incorrect refreshToken")
            user = get_user_from_payload(payload)
        except jwt.PyJWTError as error:
            code = AccountErrorCode.JWT_INVALID_TOKEN.value
            raise ValidationError({"refresh_token": ValidationError(str(error), code=code)}) from error
        return cls(user=user, token=create_access_token(user))
