import graphene

from ...common import DOC_CATEGORY
from ...toolkit import BaseInputObjectType


class ContactInput(BaseInputObjectType):
    email = graphene.String(description="The address; one contact has one, in whatever case.")
    first_name = graphene.String(description="First name; an empty text takes it away.")
    last_name = graphene.String(description="Last name.")
    language_code = graphene.String(description="Language to write in, for instance `it`.")
    country_code = graphene.String(description="ISO 3166 country, for instance `IT`; the time zone follows it.")
    country_area = graphene.String(description="Region, as the shop's addresses have it.")
    city = graphene.String(description="City.")
    postal_code = graphene.String(description="Postal code.")
    time_zone = graphene.String(description="IANA time zone, for instance `Europe/Rome`.")
    channel_slug = graphene.String(description="Sales channel prices are shown of.")

    class Meta:
        name = "AutomationContactInput"
        description = "What is known of a contact; what is left out stays as it is."
        doc_category = DOC_CATEGORY
