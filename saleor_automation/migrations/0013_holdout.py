"""Keep a share of the people of each journey without its effects. What is switched on already goes on as it was."""

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
    ]
