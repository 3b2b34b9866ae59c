import django.db.models.deletion
from django.db import migrations, models

# What a policy said in columns becomes the first version of its terms. Constraints are checked at once, because
# PostgreSQL alters no table that has rows still to be checked.
TERMS_FROM_COLUMNS = """
    SET CONSTRAINTS ALL IMMEDIATE;
    INSERT INTO automation_couponterms (policy_id, number, created_at, definition)
    SELECT id, 1, created_at, jsonb_build_object(
        'kind', kind, 'valid_days', valid_days, 'prefix', prefix, 'minimum_spend', minimum_spend,
        'limit', issue_limit, 'revoke_on_exit', true
    ) || CASE kind
        WHEN 'percentage' THEN jsonb_build_object('percentage', value->>'percentage')
        WHEN 'fixed' THEN jsonb_build_object('amounts', value)
        ELSE '{}'
    END
    FROM automation_couponpolicy;
    UPDATE automation_couponpolicy p
    SET terms_id = t.id, updated_at = p.created_at, is_exclusive = p.issue_limit IS NOT NULL,
        issued_count = (SELECT count(*) FROM automation_coupon c WHERE c.policy_id = p.id)
    FROM automation_couponterms t WHERE t.policy_id = p.id;
    UPDATE automation_coupon c
    SET terms_id = p.terms_id,
        expires_on = (c.expires_at AT TIME ZONE 'UTC' - interval '1 second')::date,
        settle_at = CASE
            WHEN c.redeemed_at IS NOT NULL THEN c.redeemed_at
            WHEN c.revoked_at IS NOT NULL THEN c.revoked_at
            ELSE c.expires_at + interval '2 days'
        END
    FROM automation_couponpolicy p WHERE p.id = c.policy_id;
    SET CONSTRAINTS ALL DEFERRED;
"""

KINDS = [
    ("percentage", "Percentage"),
    ("fixed", "Fixed"),
    ("free_shipping", "Free Shipping"),
    ("cheapest_item", "Cheapest Item"),
    ("gift_product", "Gift Product"),
    ("membership", "Membership"),
    ("contest_entry", "Contest Entry"),
]


class Migration(migrations.Migration):
    dependencies = [("automation", "0008_product_lists")]

    operations = [
        migrations.CreateModel(
            name="CouponTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("definition", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="automation.couponpolicy",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="couponterms",
            constraint=models.UniqueConstraint(fields=("policy", "number"), name="autom_coupon_terms_number"),
        ),
        migrations.CreateModel(
            name="ContestDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.CharField(max_length=100)),
                ("entered_until", models.DateTimeField()),
                ("entries_count", models.PositiveIntegerField()),
                ("entries_hash", models.CharField(max_length=64)),
                ("winners", models.JSONField(default=list)),
                ("drawn_at", models.DateTimeField()),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draws",
                        to="automation.couponpolicy",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField("couponpolicy", "is_paused", models.BooleanField(default=False)),
        migrations.AddField("couponpolicy", "is_exclusive", models.BooleanField(default=False)),
        migrations.AddField("couponpolicy", "issued_count", models.PositiveIntegerField(default=0)),
        migrations.AddField("couponpolicy", "reserved", models.JSONField(default=dict)),
        migrations.AddField("couponpolicy", "updated_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "couponpolicy",
            "terms",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="automation.couponterms",
            ),
        ),
        migrations.AlterField("couponpolicy", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.AlterField("coupon", "code", models.CharField(max_length=255, null=True, unique=True)),
        migrations.AlterField("coupon", "voucher_id", models.IntegerField(null=True)),
        migrations.AlterField("coupon", "expires_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "coupon",
            "policy",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="coupons",
                to="automation.couponpolicy",
            ),
        ),
        migrations.AddField("coupon", "expires_on", models.DateField(null=True)),
        migrations.AddField(
            "coupon", "discount_amount", models.DecimalField(decimal_places=3, max_digits=20, null=True)
        ),
        migrations.AddField("coupon", "discount_currency", models.CharField(db_default="", default="", max_length=3)),
        migrations.AddField("coupon", "remind_at", models.DateTimeField(null=True)),
        migrations.AddField("coupon", "settle_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "coupon",
            "counted",
            models.CharField(
                choices=[("held", "Held"), ("spent", "Spent"), ("free", "Free")],
                db_default="held",
                default="held",
                max_length=8,
            ),
        ),
        migrations.AddField(
            "coupon",
            "terms",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="automation.couponterms",
            ),
        ),
        migrations.RunSQL(TERMS_FROM_COLUMNS, migrations.RunSQL.noop),
        migrations.AlterField("couponpolicy", "updated_at", models.DateTimeField()),
        migrations.AlterField(
            "coupon",
            "terms",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="automation.couponterms",
            ),
        ),
        migrations.RemoveField("couponpolicy", "value"),
        migrations.RemoveField("couponpolicy", "minimum_spend"),
        migrations.RemoveField("couponpolicy", "valid_days"),
        migrations.RemoveField("couponpolicy", "prefix"),
        migrations.RemoveField("couponpolicy", "issue_limit"),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["policy", "issued_at", "id"], name="autom_coupon_policy"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["issued_at", "id"], name="autom_coupon_newest"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(
                condition=models.Q(("order_id__isnull", False)), fields=["order_id"], name="autom_coupon_order"
            ),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(
                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="autom_coupon_remind"
            ),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(
                condition=models.Q(("settle_at__isnull", False)), fields=["settle_at"], name="autom_coupon_settle"
            ),
        ),
    ]
