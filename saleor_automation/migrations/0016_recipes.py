from django.db import migrations, models
from django.db.models.functions import Greatest


class Migration(migrations.Migration):
    dependencies = [("automation", "0015_simulations")]

    operations = [
        migrations.CreateModel(
            name="RecipeImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("journey_slug", models.SlugField(max_length=150, unique=True)),
                ("recipe", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField()),
                ("language", models.CharField(max_length=16)),
                ("parameters", models.JSONField(default=dict)),
                ("parts", models.JSONField(default=dict)),
                ("imported_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddIndex(
            model_name="contacttotals",
            index=models.Index(
                Greatest("last_open_at", "last_click_at", "last_visit_at", "last_order_at"),
                name="autom_totals_last_engaged",
            ),
        ),
    ]
