from django.db import models


class Translation(models.Model):
    """Texts of a row in one language."""

    language_code = models.CharField(max_length=35)

    class Meta:
        abstract = True
