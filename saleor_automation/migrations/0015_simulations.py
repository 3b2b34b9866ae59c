from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("automation", "0014_journey_editing")]

    operations = []
