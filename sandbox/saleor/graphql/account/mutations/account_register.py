import graphene
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from ....account.error_codes import AccountErrorCode
from ....account.models import User as UserModel
from ....account.tasks import finish_creating_user
from ....account.utils import validate_storefront_url
from ....site.models import SiteSettings
from ...channel.utils import validate_channel
from ...core.enums import LanguageCodeEnum
from ...core.mutations import BaseMutation
from ...core.types import AccountError, BaseInputObjectType, NonNullList
from ...meta.types import MetadataInput
from ..types import User


class AccountBaseInput(BaseInputObjectType):
    first_name = graphene.String(description="Given name.")
    last_name = graphene.String(description="Family name.")
    language_code = graphene.Argument(LanguageCodeEnum, description="User language code.")

    class Meta:
        abstract = True


class AccountRegisterInput(AccountBaseInput):
    email = graphene.String(description="The email address of the user.", required=True)
    password = graphene.String(description="Password.", required=True)
    redirect_url = graphene.String(description="Base of frontend URL needed to create confirmation URL.")
    metadata = NonNullList(MetadataInput, description="User public metadata.")
    channel = graphene.String(description="Slug of a channel which will be used to notify users.")


class AccountRegister(BaseMutation):
    user = graphene.Field(User)
    requires_confirmation = graphene.Boolean(description="Informs whether users need to confirm their email address.")

    class Arguments:
        input = AccountRegisterInput(description="Fields required to create a user.", required=True)

    class Meta:
        description = "Register a new user."
        error_type_class = AccountError

    @classmethod
    def perform_mutation(cls, _root, _info, /, *, input):
        needs_confirmation = SiteSettings.objects.first().enable_account_confirmation_by_email
        channel_slug = input.get("channel")
        if needs_confirmation:
            validate_storefront_url(input.get("redirect_url"))
            channel_slug = validate_channel(channel_slug, AccountErrorCode).slug

        user = UserModel(
            email=input["email"].lower(),
            first_name=input.get("first_name") or "",
            last_name=input.get("last_name") or "",
            language_code=input.get("language_code") or settings.LANGUAGE_CODE,
            metadata={item["key"]: item["value"] for item in input.get("metadata") or ()},
            is_confirmed=False,
        )
        try:
            password_validation.validate_password(input["password"], user)
        except ValidationError as error:
            raise ValidationError({"password": error}) from error
        user.set_password(input["password"])

        user_exists = cls._is_taken(user)
        if not user_exists:
            user.save()
        # In a task, so that the time to answer does not tell whether the address was known.
        finish_creating_user.delay(None if user_exists else user.pk, input.get("redirect_url"), channel_slug)
        user.NEWLY_CREATED_USER = True
        user.updated_at = user.date_joined
        return cls(user=user, requires_confirmation=needs_confirmation)

    @staticmethod
    def _is_taken(user: UserModel) -> bool:
        """Tell whether the e-mail has an account. Raises ValidationError for any other complaint."""
        try:
            user.full_clean(exclude=["password"])
        except ValidationError as error:
            complaints = {
                field: [item for item in errors if (field, item.code) != ("email", "unique")]
                for field, errors in error.error_dict.items()
            }
            if any(complaints.values()):
                raise ValidationError({field: errors for field, errors in complaints.items() if errors}) from error
            return True
        return False
