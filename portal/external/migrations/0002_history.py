"""Keep the changes of steps that authorities outside the portal take."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("external", "0001_initial"), ("audit", "0003_change")]

    operations = [KeepHistory("external_externalstep")]
