import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0012_sending_rules")]

    operations = [
        migrations.CreateModel(
            name="JourneyChore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("backfill", "Backfill"), ("move", "Move"), ("end", "End")], max_length=16
                    ),
                ),
                ("parameters", models.JSONField(default=dict)),
                ("total_count", models.BigIntegerField()),
                ("done_count", models.BigIntegerField(default=0)),
                ("cursor", models.BigIntegerField(default=0)),
                ("problem", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chores",
                        to="automation.journey",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="automation.journeyversion",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at__isnull", True)), fields=["id"], name="autom_chore_waiting"
                    )
                ],
            },
        ),
    ]
