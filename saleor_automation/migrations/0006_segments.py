from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("automation", "0005_fields_and_scores")]

    operations = []
