"""Keep the changes of people and what they are."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_freeze"), ("audit", "0003_change")]

    operations = [
        # A person belongs to no region; his first membership tells whose auditor may see the change. No hash of a password is copied.
        KeepHistory("accounts_user", region="(SELECT m.region_id FROM public.accounts_membership m WHERE m.user_id = r.id ORDER BY m.id LIMIT 1)",
            without=("password", "last_login")),  # fmt: skip
        KeepHistory("accounts_membership", enterprise="organisation_id"),
    ]
