from datetime import UTC, datetime

from django.db import migrations, models

from saleor_automation.events.partitions import create_months, month_of, shift_month

# Django cannot declare a partitioned table, so PostgreSQL gets it by hand and Django only learns its state.
# The sequence stands in for an identity column: partitioned tables know those from PostgreSQL 17 on only.
CREATE = """
CREATE SEQUENCE automation_event_id_seq AS bigint;
CREATE TABLE automation_event (
    id bigint NOT NULL DEFAULT nextval('automation_event_id_seq'),
    kind varchar(64) NOT NULL,
    key varchar(200) NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    processed_at timestamptz NULL,
    problem text NOT NULL DEFAULT '',
    contact_id bigint NULL,
    email varchar(254) NOT NULL DEFAULT '',
    user_id integer NULL,
    visitor_id uuid NULL,
    order_id uuid NULL,
    checkout_id uuid NULL,
    product_id integer NULL,
    message_id bigint NULL,
    data jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, occurred_at),
    CONSTRAINT autom_event_happens_once UNIQUE (key, occurred_at)
) PARTITION BY RANGE (occurred_at);
ALTER SEQUENCE automation_event_id_seq OWNED BY automation_event.id;
CREATE INDEX autom_event_unprocessed ON automation_event (occurred_at, id)
    WHERE processed_at IS NULL AND problem = '';
CREATE INDEX autom_event_problem ON automation_event (id) WHERE NOT (problem = '');
CREATE INDEX autom_event_contact_kind ON automation_event (contact_id, kind, occurred_at);
CREATE INDEX autom_event_visitor_unknown ON automation_event (visitor_id)
    WHERE contact_id IS NULL AND visitor_id IS NOT NULL;
CREATE TABLE automation_event_default PARTITION OF automation_event DEFAULT;
"""


def create_first_months(apps, schema_editor):
    create_months(shift_month(month_of(datetime.now(UTC)), -12), 16, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("automation", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CREATE, "DROP TABLE automation_event"),
                migrations.RunPython(create_first_months, migrations.RunPython.noop),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=64)),
                        ("key", models.CharField(max_length=200)),
                        ("occurred_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("processed_at", models.DateTimeField(null=True)),
                        ("problem", models.TextField(default="")),
                        ("contact_id", models.BigIntegerField(null=True)),
                        ("email", models.CharField(default="", max_length=254)),
                        ("user_id", models.IntegerField(null=True)),
                        ("visitor_id", models.UUIDField(null=True)),
                        ("order_id", models.UUIDField(null=True)),
                        ("checkout_id", models.UUIDField(null=True)),
                        ("product_id", models.IntegerField(null=True)),
                        ("message_id", models.BigIntegerField(null=True)),
                        ("data", models.JSONField(default=dict)),
                    ],
                    options={"default_permissions": ()},
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        condition=models.Q(("problem", ""), ("processed_at__isnull", True)),
                        fields=["occurred_at", "id"],
                        name="autom_event_unprocessed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        condition=models.Q(("problem", ""), _negated=True),
                        fields=["id"],
                        name="autom_event_problem",
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["contact_id", "kind", "occurred_at"], name="autom_event_contact_kind"),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(
                        condition=models.Q(("contact_id__isnull", True), ("visitor_id__isnull", False)),
                        fields=["visitor_id"],
                        name="autom_event_visitor_unknown",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.UniqueConstraint(fields=("key", "occurred_at"), name="autom_event_happens_once"),
                ),
            ],
        ),
    ]
