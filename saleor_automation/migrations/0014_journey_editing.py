from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0013_holdout")]

    operations = [
        migrations.AddField("journey", "revision", models.PositiveIntegerField(default=1, db_default=1)),
        migrations.AddField("journey", "edited_by", models.CharField(max_length=64, default="", db_default="")),
        migrations.AddField("journey", "edited_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "journeyversion", "published_by", models.CharField(max_length=64, default="", db_default="")
        ),
        migrations.AddField("enrollment", "entered_by", models.CharField(max_length=64, default="", db_default="")),
        migrations.AddField("enrollment", "event_id", models.BigIntegerField(null=True)),
    ]
