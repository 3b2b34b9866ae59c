import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("account", "0001_initial"),
        ("channel", "0001_initial"),
        ("permission", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="user_permissions",
            field=models.ManyToManyField(
                blank=True, related_name="user_set", related_query_name="user", to="permission.permission"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="addresses",
            field=models.ManyToManyField(blank=True, related_name="user_addresses", to="account.address"),
        ),
        migrations.AddField(
            model_name="user",
            name="default_billing_address",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="account.address",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="default_shipping_address",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="account.address",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="channels",
            field=models.ManyToManyField(blank=True, to="channel.channel"),
        ),
        migrations.AddField(
            model_name="group",
            name="permissions",
            field=models.ManyToManyField(blank=True, to="permission.permission"),
        ),
        migrations.AddField(
            model_name="user",
            name="groups",
            field=models.ManyToManyField(
                blank=True, related_name="user_set", related_query_name="user", to="account.group"
            ),
        ),
    ]
