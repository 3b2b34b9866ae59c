import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0006_segments")]

    operations = [
        migrations.CreateModel(
            name="RecommendationGeneration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("trained_at", models.DateTimeField()),
                ("trained_until", models.DateTimeField(null=True)),
                ("orders_count", models.IntegerField(default=0)),
                ("lines_count", models.IntegerField(default=0)),
                ("views_count", models.IntegerField(default=0)),
                ("people_count", models.IntegerField(default=0)),
                ("products_count", models.IntegerField(default=0)),
                ("method", models.CharField(default="", max_length=16)),
                ("seconds", models.FloatField(default=0)),
                ("report", models.JSONField(default=dict)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="ProductNeighbours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("product_id", models.IntegerField()),
                (
                    "neighbour_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                ("scores", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None)),
                ("counts", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("pace", models.FloatField(db_default=1, default=1)),
                (
                    "generation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="automation.recommendationgeneration",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("generation", "kind", "product_id"), name="autom_neighbours_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BestSellers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("category_id", models.IntegerField()),
                ("product_ids", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("scores", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(), size=None)),
                (
                    "generation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="automation.recommendationgeneration",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("generation", "category_id"), name="autom_bestsellers_once")
                ],
            },
        ),
    ]
