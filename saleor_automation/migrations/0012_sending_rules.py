from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0011_date_triggers")]

    operations = [
        migrations.CreateModel(
            name="SendingRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("definition", models.JSONField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="autom_sending_rules_one"),
                ],
            },
        ),
        migrations.AddField("journey", "priority", models.SmallIntegerField(default=0)),
        migrations.AddField(
            "message",
            "kind",
            models.CharField(
                choices=[("marketing", "Marketing"), ("reminder", "Reminder"), ("transactional", "Transactional")],
                default="marketing",
                max_length=16,
            ),
        ),
    ]
