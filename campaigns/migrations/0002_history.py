"""Keep the changes of what a city decides and corrects."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial"), ("audit", "0003_change")]

    operations = [
        KeepHistory("campaigns_titledecision"),
        KeepHistory("campaigns_tablecorrection"),
    ]
