"""Keep the changes of warnings and items under the clock."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("earlywarning", "0002_conclusions_on_desks"), ("audit", "0003_change")]

    operations = [
        KeepHistory("earlywarning_earlywarning", project="project_id"),
        KeepHistory("earlywarning_clearanceitem"),
    ]
