from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("sellers", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField("seller", "address", models.CharField(blank=True, db_default="", max_length=200)),
        migrations.AddField("seller", "tax_number", models.CharField(blank=True, db_default="", max_length=40)),
    ]
