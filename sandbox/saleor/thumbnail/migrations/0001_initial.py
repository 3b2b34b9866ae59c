import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("product", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Thumbnail",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("image", models.ImageField(upload_to="thumbnails")),
                ("size", models.PositiveIntegerField()),
                (
                    "format",
                    models.CharField(
                        blank=True,
                        choices=[("original", "Original"), ("avif", "AVIF"), ("webp", "WebP")],
                        max_length=32,
                        null=True,
                    ),
                ),
                (
                    "product_media",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thumbnails",
                        to="product.productmedia",
                    ),
                ),
            ],
        ),
    ]
