from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("automation", "0008_product_lists")]

    operations = []
