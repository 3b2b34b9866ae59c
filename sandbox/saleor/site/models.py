from django.contrib.sites.models import Site
from django.db import models

from ..core.models import ModelWithMetadata
from ..permission.enums import SitePermissions


class SiteSettings(ModelWithMetadata):
    site = models.OneToOneField(Site, related_name="settings", on_delete=models.CASCADE)
    header_text = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=500, blank=True)
    track_inventory_by_default = models.BooleanField(default=True)
    default_mail_sender_name = models.CharField(max_length=78, blank=True, default="")
    default_mail_sender_address = models.EmailField(blank=True, null=True)
    enable_account_confirmation_by_email = models.BooleanField(default=True)
    allow_login_without_confirmation = models.BooleanField(default=False)
    fulfillment_auto_approve = models.BooleanField(default=True)
    fulfillment_allow_unpaid = models.BooleanField(default=True)
    limit_quantity_per_checkout = models.IntegerField(blank=True, null=True, default=50)
    use_legacy_update_webhook_emission = models.BooleanField(default=False, db_default=True)

    class Meta:
        permissions = (
            (SitePermissions.MANAGE_SETTINGS.codename, "Manage settings."),
            (SitePermissions.MANAGE_TRANSLATIONS.codename, "Manage translations."),
        )

    def __str__(self):
        return self.site.name
