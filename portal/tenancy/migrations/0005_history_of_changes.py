"""Keep the changes of the two tables that tell what divisions and organisations were before."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0004_history"), ("audit", "0003_change")]

    operations = [KeepHistory("tenancy_regionchange"), KeepHistory("tenancy_organisationname", region=None, enterprise="organisation_id")]
