from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0010_visits")]

    operations = [
        migrations.AddField("triggerscan", "last_contact_id", models.BigIntegerField(default=9223372036854775807)),
        migrations.AddIndex("contacttotals", models.Index(fields=["first_order_at"], name="autom_totals_first_order")),
        migrations.AddIndex(
            "contacttotals", models.Index(fields=["last_cart_abandoned_at"], name="autom_totals_last_cart")
        ),
    ]
