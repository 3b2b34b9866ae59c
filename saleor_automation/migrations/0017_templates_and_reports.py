"""Keep what journeys did on finished days, so that reports need not read everything again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0016_recipes")]

    operations = [
        migrations.CreateModel(
            name="CountedDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField()),
                ("last_message_id", models.BigIntegerField(default=0)),
                ("last_enrollment_id", models.BigIntegerField(default=0)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="JourneyDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("journey_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("entered", models.PositiveIntegerField(default=0)),
                ("delivered", models.PositiveIntegerField(default=0)),
                ("opened", models.PositiveIntegerField(default=0)),
                ("clicked", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("ghosts", models.PositiveIntegerField(default=0)),
                ("orders", models.PositiveIntegerField(default=0)),
                ("revenue", models.JSONField(default=dict)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=["day", "journey_id"], name="autom_journeyday_once")],
            },
        ),
    ]
