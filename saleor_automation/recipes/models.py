"""What was imported from which recipe, and as what, so that an update can tell what nobody has touched since."""

from django.db import models


class RecipeImport(models.Model):
    """One import of a recipe; journey_slug is that of its main journey.

    parameters are the values it was imported with. parts maps "kind:slug" of everything that belongs to it to the
    fingerprint of its content when the recipe last wrote it; a part with another content was edited by people.
    """

    journey_slug = models.SlugField(max_length=150, unique=True)
    recipe = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=16)
    parameters = models.JSONField(default=dict)
    parts = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "automation"
        default_permissions = ()
