"""Let people enter a journey without a lock on its version for each of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("automation", "0017_templates_and_reports")]

    operations = [
        migrations.AlterField(
            model_name="enrollment",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="automation.journeyversion",
            ),
        ),
    ]
