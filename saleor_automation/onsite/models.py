"""Places on the storefront whose content is chosen for each visitor."""

from django.db import models


class ContentSlot(models.Model):
    """One place; definition is what definition.py validates. A slot that is switched off shows nothing."""

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=250)
    is_enabled = models.BooleanField(default=True)
    definition = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
