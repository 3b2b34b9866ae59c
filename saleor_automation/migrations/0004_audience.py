import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("automation", "0003_immutable_journey_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contact_id", models.BigIntegerField()),
                ("transport", models.CharField(max_length=16)),
                ("list_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("pending", "Pending"),
                            ("subscribed", "Subscribed"),
                            ("unsubscribed", "Unsubscribed"),
                            ("bounced", "Bounced"),
                            ("complained", "Complained"),
                        ],
                        max_length=16,
                    ),
                ),
                ("source", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("proof", models.JSONField(default=dict)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ContactAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("merged_id", models.BigIntegerField(null=True, unique=True)),
                ("email", models.CharField(default="", max_length=254)),
                ("contact_id", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("address_hash", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=64)),
                ("erased_at", models.DateTimeField()),
                ("counts", models.JSONField(default=dict)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("import", "Import"), ("export", "Export")], max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("file_name", models.CharField(default="", max_length=250)),
                ("options", models.JSONField(default=dict)),
                ("is_dry_run", models.BooleanField(default=False)),
                ("requested_by", models.CharField(default="", max_length=64)),
                ("total_bytes", models.BigIntegerField(default=0)),
                ("next_byte", models.BigIntegerField(default=0)),
                ("next_line", models.IntegerField(default=1)),
                ("total", models.IntegerField(null=True)),
                ("done", models.IntegerField(default=0)),
                ("created", models.IntegerField(default=0)),
                ("updated", models.IntegerField(default=0)),
                ("failed", models.IntegerField(default=0)),
                ("problem", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TransferChunk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("data", models.BinaryField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TransferError",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.IntegerField()),
                ("column_name", models.CharField(default="", max_length=250)),
                ("value", models.CharField(default="", max_length=250)),
                ("reason", models.TextField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="profile_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="contactlist",
            name="description",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="contactlist",
            name="is_double_opt_in",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactlist",
            name="is_public",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="listsubscription",
            name="proof",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="purchase",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="consentrecord",
            index=models.Index(fields=["contact_id", "-changed_at"], name="autom_consent_record_contact"),
        ),
        migrations.AddIndex(
            model_name="contactalias",
            index=models.Index(
                condition=models.Q(("email", ""), _negated=True), fields=["email"], name="autom_alias_email"
            ),
        ),
        migrations.AddIndex(
            model_name="contactalias",
            index=models.Index(fields=["contact_id"], name="autom_alias_contact"),
        ),
        migrations.AddConstraint(
            model_name="contactalias",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="autom_alias_email_lower_case",
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["address_hash", "-erased_at"], name="autom_erasure_address"),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "running"])), fields=["id"], name="autom_transfer_open"
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["expires_at"], name="autom_transfer_expires"),
        ),
        migrations.AddField(
            model_name="transferchunk",
            name="transfer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="chunks",
                to="automation.transfer",
            ),
        ),
        migrations.AddField(
            model_name="transfererror",
            name="transfer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="errors",
                to="automation.transfer",
            ),
        ),
        migrations.AddConstraint(
            model_name="transferchunk",
            constraint=models.UniqueConstraint(fields=("transfer", "number"), name="autom_transfer_chunk_once"),
        ),
        migrations.AddIndex(
            model_name="transfererror",
            index=models.Index(fields=["transfer", "id"], name="autom_transfer_error_page"),
        ),
        migrations.AddIndex(
            model_name="cart",
            index=models.Index(
                condition=models.Q(("email", ""), _negated=True), fields=["email"], name="autom_cart_email"
            ),
        ),
    ]
