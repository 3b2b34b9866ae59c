import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("transport", models.CharField(max_length=16)),
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
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.CharField(max_length=254, unique=True)),
                ("user_id", models.IntegerField(null=True, unique=True)),
                ("first_name", models.CharField(default="", max_length=256)),
                ("last_name", models.CharField(default="", max_length=256)),
                ("language_code", models.CharField(default="", max_length=35)),
                ("country_code", models.CharField(default="", max_length=2)),
                ("country_area", models.CharField(default="", max_length=128)),
                ("city", models.CharField(default="", max_length=256)),
                ("postal_code", models.CharField(default="", max_length=20)),
                ("time_zone", models.CharField(default="", max_length=64)),
                ("channel_slug", models.CharField(default="", max_length=255)),
                ("origin", models.CharField(default="", max_length=32)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "permissions": (("manage_automation", "Manage marketing automation."),),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ContactList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=255, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ContactMoney",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("orders_count", models.IntegerField(default=0)),
                ("spent_amount", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ContactProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_id", models.IntegerField()),
                ("views_count", models.IntegerField(default=0)),
                ("last_viewed_at", models.DateTimeField(null=True)),
                ("bought_quantity", models.IntegerField(default=0)),
                ("last_bought_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ContactTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_at", models.DateTimeField()),
                ("source", models.CharField(default="", max_length=64)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("contact_id", models.BigIntegerField()),
                ("enrollment_id", models.BigIntegerField(null=True)),
                ("voucher_id", models.IntegerField()),
                ("code", models.CharField(max_length=255, unique=True)),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("redeemed_at", models.DateTimeField(null=True)),
                ("order_id", models.UUIDField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CouponPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("name", models.CharField(max_length=250)),
                (
                    "kind",
                    models.CharField(
                        choices=[("percentage", "Percentage"), ("fixed", "Fixed"), ("free_shipping", "Free Shipping")],
                        max_length=16,
                    ),
                ),
                ("value", models.JSONField(default=dict)),
                ("minimum_spend", models.JSONField(default=dict)),
                ("valid_days", models.PositiveIntegerField()),
                ("prefix", models.CharField(default="", max_length=12)),
                ("issue_limit", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step_id", models.CharField(max_length=64)),
                ("visit", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("outcome", models.CharField(max_length=32)),
                ("reason", models.CharField(default="", max_length=200)),
                ("facts", models.JSONField(default=dict)),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contact_id", models.BigIntegerField()),
                ("key", models.CharField(default="", max_length=80)),
                ("round", models.PositiveIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                ("entered_at", models.DateTimeField()),
                ("step_id", models.CharField(max_length=64)),
                ("visit", models.PositiveIntegerField(default=0)),
                ("step_reached_at", models.DateTimeField()),
                ("wake_at", models.DateTimeField(null=True)),
                ("waiting_for", models.CharField(default="", max_length=64)),
                ("woken_by", models.CharField(default="", max_length=64)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.TextField(default="")),
                ("finished_at", models.DateTimeField(null=True)),
                ("finish_reason", models.CharField(default="", max_length=64)),
                ("subject", models.JSONField(default=dict)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Hint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("object_id", models.CharField(max_length=64)),
                ("data", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("problem", models.TextField(db_default="", default="")),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Journey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=150, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("recipe", models.CharField(default="", max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("draft", models.JSONField(default=dict)),
                ("activated_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="JourneyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("definition", models.JSONField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ListSubscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                ("contact_id", models.BigIntegerField()),
                ("enrollment_id", models.BigIntegerField(null=True)),
                ("journey_id", models.BigIntegerField(null=True)),
                ("step_id", models.CharField(default="", max_length=64)),
                ("template_id", models.BigIntegerField()),
                ("template_revision", models.PositiveIntegerField(default=0)),
                ("transport", models.CharField(max_length=16)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("handing", "Handing"),
                            ("delivered", "Delivered"),
                            ("unknown", "Unknown"),
                            ("failed", "Failed"),
                            ("skipped", "Skipped"),
                            ("expired", "Expired"),
                        ],
                        default="queued",
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(default="", max_length=32)),
                ("detail", models.TextField(default="")),
                ("context", models.JSONField(default=dict)),
                ("truth", models.JSONField(default=list)),
                ("planned_at", models.DateTimeField()),
                ("send_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("subject", models.CharField(default="", max_length=998)),
                ("language_code", models.CharField(default="", max_length=35)),
                ("opened_at", models.DateTimeField(null=True)),
                ("clicked_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                ("order_id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(default="", max_length=64)),
                ("email", models.CharField(default="", max_length=254)),
                ("user_id", models.IntegerField(null=True)),
                ("contact_id", models.BigIntegerField(null=True)),
                ("channel_slug", models.CharField(default="", max_length=255)),
                ("currency", models.CharField(default="", max_length=3)),
                ("gross_amount", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("net_amount", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("voucher_code", models.CharField(default="", max_length=255)),
                ("checkout_token", models.CharField(default="", max_length=36)),
                ("placed_at", models.DateTimeField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("fulfilled_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("refunded_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("address_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=16)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SweepMark",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("read_until", models.DateTimeField(null=True)),
                ("cursor", models.CharField(default="", max_length=64)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=150, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("content", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Visitor",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("contact_id", models.BigIntegerField(null=True)),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Attribution",
            fields=[
                ("order_id", models.UUIDField(primary_key=True, serialize=False)),
                ("contact_id", models.BigIntegerField()),
                ("message_id", models.BigIntegerField(null=True)),
                ("journey_id", models.BigIntegerField(null=True)),
                ("touch", models.CharField(max_length=16)),
                ("touched_at", models.DateTimeField()),
                ("ordered_at", models.DateTimeField()),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=20)),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["journey_id", "ordered_at"], name="autom_attribution_journey")],
            },
        ),
        migrations.CreateModel(
            name="Cart",
            fields=[
                ("checkout_id", models.UUIDField(primary_key=True, serialize=False)),
                ("email", models.CharField(default="", max_length=254)),
                ("user_id", models.IntegerField(null=True)),
                ("contact_id", models.BigIntegerField(null=True)),
                ("channel_slug", models.CharField(default="", max_length=255)),
                ("currency", models.CharField(default="", max_length=3)),
                ("total_amount", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("started_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("idle_at", models.DateTimeField(null=True)),
                ("abandoned_at", models.DateTimeField(null=True)),
                ("ordered_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("idle_at__isnull", False)), fields=["idle_at"], name="autom_cart_due"
                    ),
                    models.Index(fields=["contact_id", "changed_at"], name="autom_cart_contact"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactTotals",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        db_column="contact_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="totals",
                        serialize=False,
                        to="automation.contact",
                    ),
                ),
                ("orders_count", models.IntegerField(default=0)),
                ("first_order_at", models.DateTimeField(null=True)),
                ("last_order_at", models.DateTimeField(null=True)),
                ("cancelled_count", models.IntegerField(default=0)),
                ("carts_abandoned_count", models.IntegerField(default=0)),
                ("last_cart_abandoned_at", models.DateTimeField(null=True)),
                ("visits_count", models.IntegerField(default=0)),
                ("last_visit_at", models.DateTimeField(null=True)),
                ("views_count", models.IntegerField(default=0)),
                ("last_view_at", models.DateTimeField(null=True)),
                ("messages_count", models.IntegerField(default=0)),
                ("last_message_at", models.DateTimeField(null=True)),
                ("opens_count", models.IntegerField(default=0)),
                ("last_open_at", models.DateTimeField(null=True)),
                ("clicks_count", models.IntegerField(default=0)),
                ("last_click_at", models.DateTimeField(null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["-created_at", "-id"], name="autom_contact_newest"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="autom_contact_email_lower_case",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consents",
                to="automation.contact",
            ),
        ),
        migrations.AddField(
            model_name="contactmoney",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="money",
                to="automation.contact",
            ),
        ),
        migrations.AddField(
            model_name="contactproduct",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="products",
                to="automation.contact",
            ),
        ),
        migrations.AddField(
            model_name="contacttag",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tag_marks", to="automation.contact"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="policy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="coupons", to="automation.couponpolicy"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="enrollment",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="automation.enrollment",
            ),
        ),
        migrations.AddField(
            model_name="enrollment",
            name="journey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="enrollments", to="automation.journey"
            ),
        ),
        migrations.CreateModel(
            name="TriggerScan",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        db_column="version_id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="automation.journeyversion",
                    ),
                ),
                ("scanned_until", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="journeyversion",
            name="journey",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="automation.journey",
            ),
        ),
        migrations.AddField(
            model_name="journey",
            name="version",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="automation.journeyversion"
            ),
        ),
        migrations.AddField(
            model_name="enrollment",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="automation.journeyversion",
            ),
        ),
        migrations.AddField(
            model_name="listsubscription",
            name="contact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="subscriptions", to="automation.contact"
            ),
        ),
        migrations.AddField(
            model_name="listsubscription",
            name="list",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subscriptions",
                to="automation.contactlist",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["send_at", "id"], name="autom_message_due"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "handing")), fields=["handed_at"], name="autom_message_handing"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["contact_id", "-planned_at"], name="autom_message_contact"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["enrollment_id"], name="autom_message_enrollment"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("key",), name="autom_message_key_once"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["journey_id", "state", "reason"], name="autom_message_journey_state"),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(fields=["contact_id", "placed_at"], name="autom_purchase_contact"),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("voucher_code", ""), _negated=True),
                fields=["voucher_code"],
                name="autom_purchase_voucher_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("name"), name="autom_tag_name_once"
            ),
        ),
        migrations.AddField(
            model_name="contacttag",
            name="tag",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="automation.tag"
            ),
        ),
        migrations.AddIndex(
            model_name="visitor",
            index=models.Index(fields=["last_seen_at"], name="autom_visitor_last_seen"),
        ),
        migrations.AddIndex(
            model_name="visitor",
            index=models.Index(fields=["contact_id"], name="autom_visitor_contact"),
        ),
        migrations.AddIndex(
            model_name="contacttotals",
            index=models.Index(fields=["last_order_at"], name="autom_totals_last_order"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(fields=("contact", "transport"), name="autom_consent_one_per_transport"),
        ),
        migrations.AddConstraint(
            model_name="contactmoney",
            constraint=models.UniqueConstraint(fields=("contact", "currency"), name="autom_money_one_per_currency"),
        ),
        migrations.AddIndex(
            model_name="contactproduct",
            index=models.Index(fields=["product_id", "last_bought_at"], name="autom_product_bought"),
        ),
        migrations.AddConstraint(
            model_name="contactproduct",
            constraint=models.UniqueConstraint(fields=("contact", "product_id"), name="autom_contact_product_once"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["contact_id", "issued_at"], name="autom_coupon_contact"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["enrollment_id"], name="autom_coupon_enrollment"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("enrollment", "number"), name="autom_decision_number_once"),
        ),
        migrations.AddConstraint(
            model_name="journeyversion",
            constraint=models.UniqueConstraint(fields=("journey", "number"), name="autom_journey_version_number"),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(("is_active", True)), fields=["wake_at"], name="autom_enrollment_due"
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                condition=models.Q(("is_active", True), models.Q(("problem", ""), _negated=True)),
                fields=["id"],
                name="autom_enrollment_problem",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                fields=("contact_id", "journey", "key", "round"), name="autom_enrollment_one_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="listsubscription",
            constraint=models.UniqueConstraint(fields=("list", "contact"), name="autom_subscription_one_per_list"),
        ),
        migrations.AddConstraint(
            model_name="contacttag",
            constraint=models.UniqueConstraint(fields=("tag", "contact"), name="autom_contact_tag_once"),
        ),
    ]
