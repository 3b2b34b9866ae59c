"""Let the contacts with most orders be found without sorting all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0018_lighter_entry")]

    operations = [
        migrations.AddIndex(
            model_name="contacttotals",
            index=models.Index(
                fields=["orders_count", "contact"],
                condition=models.Q(orders_count__gt=0),
                name="autom_totals_orders",
            ),
        ),
    ]
