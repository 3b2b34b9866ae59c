"""What training leaves behind: one generation of neighbours and best sellers at a time is the one that is read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RecommendationGeneration(models.Model):
    """One training over the shop's past; the newest is read, the one before stays for readers who began with it.

    orders_count and trained_until say what it was trained on, so that a training over the same orders is skipped.
    report is what quality.py found on the shop's own held-out past, or the reason why there is none.
    """

    trained_at = models.DateTimeField()
    trained_until = models.DateTimeField(null=True)
    orders_count = models.IntegerField(default=0)
    lines_count = models.IntegerField(default=0)
    views_count = models.IntegerField(default=0)
    people_count = models.IntegerField(default=0)
    products_count = models.IntegerField(default=0)
    method = models.CharField(max_length=16, default="")
    seconds = models.FloatField(default=0)
    report = models.JSONField(default=dict)

    class Meta:
        app_label = "automation"
        default_permissions = ()


class ProductNeighbours(models.Model):
    """The neighbours of one product, best first: what goes with it, as one of the kinds of NeighbourKind.

    The three arrays run in parallel; counts is how often the two were seen together, 0 where that is not the ground.
    pace is how the product itself sells now against its whole past, 1 is as always.
    """

    generation = models.ForeignKey(RecommendationGeneration, on_delete=models.CASCADE, db_index=False)
    kind = models.CharField(max_length=8)
    product_id = models.IntegerField()
    neighbour_ids = ArrayField(models.IntegerField())
    scores = ArrayField(models.FloatField())
    counts = ArrayField(models.IntegerField())
    pace = models.FloatField(default=1, db_default=1)

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            # also serves every read: the products of a batch, in one kind of the current generation
            models.UniqueConstraint(fields=["generation", "kind", "product_id"], name="autom_neighbours_once"),
        ]


class BestSellers(models.Model):
    """What sells lately, best first, in one category and all below it; category_id 0 is the whole shop."""

    generation = models.ForeignKey(RecommendationGeneration, on_delete=models.CASCADE, db_index=False)
    category_id = models.IntegerField()
    product_ids = ArrayField(models.IntegerField())
    scores = ArrayField(models.FloatField())

    class Meta:
        app_label = "automation"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["generation", "category_id"], name="autom_bestsellers_once"),
        ]
