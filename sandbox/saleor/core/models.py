import datetime
from typing import Any

from django.db import models
from django.db.models import JSONField, Max, Q

from .utils.json_serializer import CustomJsonEncoder


class ModelWithMetadata(models.Model):
    private_metadata = JSONField(blank=True, db_default={}, default=dict, encoder=CustomJsonEncoder)
    metadata = JSONField(blank=True, db_default={}, default=dict, encoder=CustomJsonEncoder)

    class Meta:
        abstract = True

    def get_value_from_metadata(self, key: str, default: Any = None) -> Any:
        return self.metadata.get(key, default)

    def store_value_in_metadata(self, items: dict):
        self.metadata = {**(self.metadata or {}), **items}

    def get_value_from_private_metadata(self, key: str, default: Any = None) -> Any:
        return self.private_metadata.get(key, default)

    def store_value_in_private_metadata(self, items: dict):
        self.private_metadata = {**(self.private_metadata or {}), **items}


class ModelWithExternalReference(models.Model):
    external_reference = models.CharField(max_length=250, unique=True, blank=True, null=True, db_index=True)

    class Meta:
        abstract = True


class SortableModel(models.Model):
    """Rows with a place among their siblings; a new row goes to the end."""

    sort_order = models.IntegerField(editable=False, db_index=True, null=True)

    class Meta:
        abstract = True

    def get_ordering_queryset(self):
        raise NotImplementedError("Unknown ordering queryset")

    def save(self, *args, **kwargs):
        if self.pk is None:
            last = self.get_ordering_queryset().aggregate(last=Max("sort_order"))["last"]
            self.sort_order = 0 if last is None else last + 1
        super().save(*args, **kwargs)


class PublishedQuerySet(models.QuerySet):
    def published(self):
        now = datetime.datetime.now(tz=datetime.UTC)
        return self.filter(Q(published_at__lte=now) | Q(published_at__isnull=True), is_published=True)


class PublishableModel(models.Model):
    published_at = models.DateTimeField(blank=True, null=True)
    is_published = models.BooleanField(default=False)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_visible(self):
        now = datetime.datetime.now(tz=datetime.UTC)
        return self.is_published and (self.published_at is None or self.published_at <= now)
