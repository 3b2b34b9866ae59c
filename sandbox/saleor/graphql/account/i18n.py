import graphene
from django.conf import settings
from django.core.exceptions import ValidationError
from django_countries import countries

from ...account.error_codes import AccountErrorCode
from ...account.models import Address
from ..core.types import BaseInputObjectType, NonNullList
from ..core.utils import str_to_enum
from ..meta.types import MetadataInput

CountryCodeEnum = graphene.Enum("CountryCode", [(str_to_enum(code), code) for code in countries.countries])


class AddressInput(BaseInputObjectType):
    first_name = graphene.String(description="Given name.")
    last_name = graphene.String(description="Family name.")
    company_name = graphene.String(description="Company or organization.")
    street_address_1 = graphene.String(description="Address.")
    street_address_2 = graphene.String(description="Address.")
    city = graphene.String(description="City.")
    city_area = graphene.String(description="District.")
    postal_code = graphene.String(description="Postal code.")
    country = CountryCodeEnum(description="Country.")
    country_area = graphene.String(description="State or province.")
    metadata = NonNullList(MetadataInput, description="Address public metadata.")


def address_from_input(data: dict, *, field: str) -> Address:
    """Return an unsaved address. Raises ValidationError of the field when a part is too long or has no country.

    Saleor checks postal codes and regions of every country; here an address is whatever its owner says.
    """
    data = dict(data)
    metadata = {item["key"]: item["value"] for item in data.pop("metadata", None) or ()}
    address = Address(**{"country": settings.DEFAULT_COUNTRY, **data}, metadata=metadata)
    try:
        address.full_clean()
    except ValidationError as error:
        names = ", ".join(error.error_dict)
        message = f"Address is not valid: {names}."
        raise ValidationError({field: ValidationError(message, code=AccountErrorCode.INVALID.value)}) from error
    return address
