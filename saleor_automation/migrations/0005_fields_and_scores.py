import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("automation", "0004_audience"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=63, unique=True)),
                ("name", models.CharField(max_length=250)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("boolean", "Boolean"),
                            ("date", "Date"),
                            ("date_time", "Date Time"),
                            ("choice", "Choice"),
                            ("many_choice", "Many Choice"),
                        ],
                        max_length=16,
                    ),
                ),
                ("choices", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=250)),
                ("is_active", models.BooleanField(default=False)),
                ("rates", models.JSONField(default=dict)),
                ("counts_taxes", models.BooleanField(default=True)),
                ("expires_after_days", models.PositiveIntegerField(null=True)),
                ("tier_days", models.PositiveIntegerField(null=True)),
                ("starts_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Reward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=63, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("points", models.PositiveBigIntegerField()),
                ("policy_slug", models.CharField(max_length=100)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=63, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("description", models.TextField(default="")),
                ("minimum", models.IntegerField(null=True)),
                ("maximum", models.IntegerField(null=True)),
                (
                    "thresholds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=63, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("threshold", models.PositiveBigIntegerField(unique=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="purchase",
            name="refunded_amount",
            field=models.DecimalField(db_default=0, decimal_places=3, default=0, max_digits=20),
        ),
        migrations.CreateModel(
            name="BulkOperation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("parameters", models.JSONField(default=dict)),
                ("audience", models.JSONField(default=dict)),
                ("source", models.CharField(default="", max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("total_count", models.BigIntegerField(null=True)),
                ("seen_count", models.BigIntegerField(default=0)),
                ("changed_count", models.BigIntegerField(default=0)),
                ("cursor", models.BigIntegerField(default=0)),
                ("problem", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["id"], name="autom_operation_waiting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=250)),
                ("event", models.CharField(max_length=64)),
                ("filter", models.JSONField(default=dict)),
                ("times", models.PositiveIntegerField(default=1)),
                ("within_days", models.PositiveIntegerField(null=True)),
                ("points", models.IntegerField()),
                ("expires_after_days", models.PositiveIntegerField(null=True)),
                ("most_per_day", models.PositiveIntegerField(null=True)),
                ("most_at_once", models.PositiveIntegerField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="automation.score"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text_value", models.CharField(max_length=500, null=True)),
                ("number_value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("boolean_value", models.BooleanField(null=True)),
                ("date_value", models.DateField(null=True)),
                ("datetime_value", models.DateTimeField(null=True)),
                (
                    "choices_value",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100), null=True, size=None
                    ),
                ),
                ("source", models.CharField(default="", max_length=64)),
                ("updated_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="field_values",
                        to="automation.contact",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="automation.customfield",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("text_value__isnull", False)),
                        fields=["field", "text_value"],
                        name="autom_field_text",
                    ),
                    models.Index(
                        condition=models.Q(("number_value__isnull", False)),
                        fields=["field", "number_value"],
                        name="autom_field_number",
                    ),
                    models.Index(
                        condition=models.Q(("date_value__isnull", False)),
                        fields=["field", "date_value"],
                        name="autom_field_date",
                    ),
                    models.Index(
                        condition=models.Q(("datetime_value__isnull", False)),
                        fields=["field", "datetime_value"],
                        name="autom_field_datetime",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("field", "contact"), name="autom_field_value_once")],
            },
        ),
        migrations.CreateModel(
            name="PointsEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("pending", models.BigIntegerField(default=0)),
                ("confirmed", models.BigIntegerField(default=0)),
                ("earned", models.BigIntegerField(default=0)),
                ("lot", models.CharField(default="", max_length=120)),
                ("order_id", models.UUIDField(null=True)),
                ("terms", models.JSONField(null=True)),
                ("coupon_id", models.BigIntegerField(null=True)),
                ("reason", models.CharField(default="", max_length=250)),
                ("source", models.CharField(default="", max_length=64)),
                ("occurred_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("expired_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points_entries",
                        to="automation.contact",
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="automation.reward",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["contact", "occurred_at"], name="autom_points_entry_contact"),
                    models.Index(
                        condition=models.Q(("lot", ""), _negated=True), fields=["lot"], name="autom_points_entry_lot"
                    ),
                    models.Index(
                        condition=models.Q(("expired_at__isnull", True), ("expires_at__isnull", False)),
                        fields=["expires_at"],
                        name="autom_points_entry_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.IntegerField(default=0)),
                ("updated_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="automation.contact"
                    ),
                ),
                (
                    "score",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="automation.score",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["score", "value"], name="autom_contact_score_value")],
                "constraints": [models.UniqueConstraint(fields=("score", "contact"), name="autom_contact_score_once")],
            },
        ),
        migrations.CreateModel(
            name="ScoreEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("rule_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=16)),
                ("points", models.IntegerField()),
                ("asked_points", models.IntegerField()),
                ("reason", models.CharField(default="", max_length=250)),
                ("source", models.CharField(default="", max_length=64)),
                ("occurred_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("expired_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="automation.contact",
                    ),
                ),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="automation.score"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["contact", "score", "occurred_at"], name="autom_score_entry_contact"),
                    models.Index(
                        condition=models.Q(("kind", "award")),
                        fields=["contact", "rule_id", "occurred_at"],
                        name="autom_score_entry_rule",
                    ),
                    models.Index(
                        condition=models.Q(("expired_at__isnull", True), ("expires_at__isnull", False)),
                        fields=["expires_at"],
                        name="autom_score_entry_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tag_id", models.BigIntegerField()),
                ("tag_name", models.CharField(max_length=100)),
                ("assigned_at", models.DateTimeField()),
                ("assigned_by", models.CharField(default="", max_length=64)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_by", models.CharField(default="", max_length=64)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tag_periods", to="automation.contact"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("tag_id", "contact"),
                        name="autom_tag_period_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PointsBalance",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        db_column="contact_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="points",
                        serialize=False,
                        to="automation.contact",
                    ),
                ),
                ("pending", models.BigIntegerField(default=0)),
                ("confirmed", models.BigIntegerField(default=0)),
                ("earned", models.BigIntegerField(default=0)),
                ("tier_since", models.DateTimeField(null=True)),
                ("tier_check_at", models.DateTimeField(null=True)),
                ("updated_at", models.DateTimeField()),
                (
                    "tier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="automation.tier",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("tier_check_at__isnull", False)),
                        fields=["tier_check_at"],
                        name="autom_points_tier_due",
                    ),
                    models.Index(fields=["confirmed"], name="autom_points_confirmed"),
                ],
            },
        ),
        # -- by hand: the marks there are begin the history of tags
        migrations.RunSQL(
            """
            INSERT INTO automation_tagperiod
                (contact_id, tag_id, tag_name, assigned_at, assigned_by, removed_by)
            SELECT m.contact_id, m.tag_id, g.name, m.assigned_at, m.source, ''
            FROM automation_contacttag m JOIN automation_tag g ON g.id = m.tag_id
            """,
            migrations.RunSQL.noop,
        ),
    ]
