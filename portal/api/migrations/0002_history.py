"""Keep the changes of keys; the secret is not copied, and a stamp of use is no change."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial"), ("audit", "0003_change")]

    operations = [KeepHistory("api_apikey", without=("secret", "used_at", "used_from"))]
