from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0009_coupons")]

    operations = [
        migrations.AddField(
            model_name="visitor",
            name="is_proven",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="visitor",
            name="visits_count",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(model_name="visitor", name="visit_began_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="visitor", name="last_visit_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="visitor",
            name="views_count",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(model_name="visitor", name="last_view_at", field=models.DateTimeField(null=True)),
        migrations.RemoveIndex(model_name="visitor", name="autom_visitor_last_seen"),
        migrations.AddIndex(
            model_name="visitor",
            index=models.Index(
                condition=models.Q(("contact_id__isnull", True)),
                fields=["last_seen_at"],
                name="autom_visitor_nameless",
            ),
        ),
        migrations.CreateModel(
            name="VisitorProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor_id", models.UUIDField()),
                ("product_id", models.IntegerField()),
                ("views_count", models.IntegerField(default=0)),
                ("last_viewed_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddConstraint(
            model_name="visitorproduct",
            constraint=models.UniqueConstraint(fields=("visitor_id", "product_id"), name="autom_visitor_product_once"),
        ),
        migrations.CreateModel(
            name="ContentSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=250)),
                ("is_enabled", models.BooleanField(default=True)),
                ("definition", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
