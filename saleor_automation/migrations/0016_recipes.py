from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("automation", "0015_simulations")]

    operations = []
