import django.db.models.deletion
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CASCADE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    dependencies = [("automation", "0005_fields_and_scores")]

    operations = [
        migrations.CreateModel(
            name="TouchedContact",
            fields=[
                ("id", ID.clone()),
                ("contact_id", models.BigIntegerField()),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["due_at", "id"], name="autom_touched_due")],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", ID.clone()),
                ("slug", models.SlugField(max_length=150, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("condition", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("building", "Building"), ("current", "Current")], default="building", max_length=16
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("has_clock", models.BooleanField(default=False)),
                ("known", models.JSONField(default=dict)),
                ("build_cursor", models.BigIntegerField(default=0)),
                ("built_at", models.DateTimeField(null=True)),
                ("refresh_cursor", models.BigIntegerField(null=True)),
                ("refreshed_at", models.DateTimeField(null=True)),
                ("refresh_drift", models.BigIntegerField(default=0)),
                ("last_drift", models.BigIntegerField(null=True)),
                ("problem", models.TextField(default="")),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "building")), fields=["id"], name="autom_segment_building"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentDebt",
            fields=[
                ("id", ID.clone()),
                ("contact_id", models.BigIntegerField()),
                ("segment", models.ForeignKey(on_delete=CASCADE, related_name="+", to="automation.segment")),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="SegmentBuild",
            fields=[
                ("id", ID.clone()),
                ("revision", models.PositiveIntegerField()),
                ("contact_id", models.BigIntegerField()),
                ("is_member", models.BooleanField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False, on_delete=CASCADE, related_name="+", to="automation.segment"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("segment", "revision", "contact_id"), name="autom_segment_build_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentMember",
            fields=[
                ("id", ID.clone()),
                ("entered_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False, on_delete=CASCADE, related_name="segments", to="automation.contact"
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False, on_delete=CASCADE, related_name="members", to="automation.segment"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["segment", "-entered_at", "-id"], name="autom_segment_member_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("segment", "contact"), name="autom_segment_member_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentTimer",
            fields=[
                ("id", ID.clone()),
                ("due_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False, on_delete=CASCADE, related_name="+", to="automation.contact"
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False, on_delete=CASCADE, related_name="timers", to="automation.segment"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["due_at"], name="autom_segment_timer_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("segment", "contact"), name="autom_segment_timer_once")
                ],
            },
        ),
    ]
