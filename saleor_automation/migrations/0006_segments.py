from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0005_fields_and_scores")]

    operations = [
        migrations.CreateModel(
            name="TouchedContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contact_id", models.BigIntegerField()),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["due_at", "id"], name="autom_touched_due")],
            },
        ),
    ]
