"""Keep a share of people without effects; tell the team and other systems. Journeys that run go on as they were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0012_journey_steps")]

    operations = [
        migrations.AddField(
            model_name="journey",
            name="holdout_percent",
            field=models.SmallIntegerField(db_default=10, default=10),
        ),
        migrations.AddConstraint(
            model_name="journey",
            constraint=models.CheckConstraint(
                condition=models.Q(("holdout_percent__gte", 0), ("holdout_percent__lte", 50)),
                name="autom_journey_holdout_percent",
            ),
        ),
        migrations.RunSQL(
            "UPDATE automation_journey SET holdout_percent = 0 WHERE version_id IS NOT NULL",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="enrollment",
            name="is_held_out",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="message",
            name="is_held_out",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("handing", "Handing"),
                    ("delivered", "Delivered"),
                    ("unknown", "Unknown"),
                    ("failed", "Failed"),
                    ("skipped", "Skipped"),
                    ("expired", "Expired"),
                    ("ghost", "Ghost"),
                ],
                default="queued",
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="WebhookSecret",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.CharField(max_length=100)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[("email", "Email"), ("services", "Services"), ("webhook", "Webhook")], max_length=16
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("handing", "Handing"),
                            ("delivered", "Delivered"),
                            ("unknown", "Unknown"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=16,
                    ),
                ),
                ("contact_id", models.BigIntegerField()),
                ("enrollment_id", models.BigIntegerField(null=True)),
                ("journey_id", models.BigIntegerField(null=True)),
                ("step_id", models.CharField(default="", max_length=64)),
                ("target", models.CharField(default="", max_length=2000)),
                ("note", models.TextField(default="")),
                ("about", models.JSONField(default=dict)),
                ("data", models.JSONField(default=dict)),
                ("reason", models.CharField(default="", max_length=32)),
                ("detail", models.TextField(default="")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("planned_at", models.DateTimeField()),
                ("send_at", models.DateTimeField()),
                ("handed_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")), fields=["send_at", "id"], name="autom_dispatch_due"
                    ),
                    models.Index(
                        condition=models.Q(("state", "handing")), fields=["handed_at"], name="autom_dispatch_handing"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["failed", "unknown"])),
                        fields=["settled_at"],
                        name="autom_dispatch_bad",
                    ),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", False)),
                        fields=["settled_at"],
                        name="autom_dispatch_settled",
                    ),
                    models.Index(fields=["contact_id"], name="autom_dispatch_contact"),
                ],
                "constraints": [models.UniqueConstraint(fields=("key",), name="autom_dispatch_key_once")],
            },
        ),
    ]
