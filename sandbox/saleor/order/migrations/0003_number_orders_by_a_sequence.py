from django.db import migrations


class Migration(migrations.Migration):
    """Orders are numbered by a sequence: two customers at once never get the same number."""

    dependencies = [("order", "0002_connect_orders")]

    operations = [
        migrations.RunSQL(
            sql="CREATE SEQUENCE order_order_number_seq OWNED BY order_order.number",
            reverse_sql="DROP SEQUENCE order_order_number_seq",
        )
    ]
