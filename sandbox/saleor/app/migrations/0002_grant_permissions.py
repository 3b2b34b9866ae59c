import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("app", "0001_initial"),
        ("permission", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="app",
            name="permissions",
            field=models.ManyToManyField(
                blank=True, related_name="app_set", related_query_name="app", to="permission.permission"
            ),
        ),
        migrations.AddField(
            model_name="apptoken",
            name="app",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="app.app"),
        ),
    ]
