from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("automation", "0012_journey_steps")]

    operations = []
