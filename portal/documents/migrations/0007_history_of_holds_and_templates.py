"""Keep the changes of holds on files and of the tenants' words for letters."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_history"), ("audit", "0003_change")]

    operations = [KeepHistory("documents_filehold"), KeepHistory("documents_instrumenttemplate")]
