"""Keep the changes of who leads a case."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_leader_in_charge"), ("audit", "0003_change")]

    operations = [KeepHistory("cases_leaderincharge")]
