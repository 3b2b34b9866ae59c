from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0014_journey_editing")]

    operations = [
        migrations.CreateModel(
            name="Simulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("journey_id", models.BigIntegerField()),
                ("journey_slug", models.CharField(max_length=150)),
                ("definition", models.JSONField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("seed", models.PositiveIntegerField(default=1)),
                ("notices", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Failed"),
                            ("interrupted", "Interrupted"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("stage", models.CharField(default="", max_length=32)),
                ("virtual_now", models.DateTimeField(null=True)),
                ("is_cancel_asked", models.BooleanField(default=False)),
                ("problem", models.TextField(default="")),
                ("worker", models.UUIDField(null=True)),
                ("heartbeat_at", models.DateTimeField(null=True)),
                ("report", models.JSONField(null=True)),
                ("requested_by", models.CharField(default="", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["id"],
                        name="autom_simulation_open",
                    ),
                    models.Index(fields=["journey_id", "-id"], name="autom_simulation_journey"),
                ],
            },
        ),
    ]
