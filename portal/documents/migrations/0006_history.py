"""Keep the changes of letters and orders."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_review_seal_and_service"), ("audit", "0003_change")]

    operations = [
        KeepHistory("documents_instrument", enterprise="addressee_id"),
    ]
