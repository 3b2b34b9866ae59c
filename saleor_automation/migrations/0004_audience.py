from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("automation", "0003_immutable_journey_versions")]

    operations = []
