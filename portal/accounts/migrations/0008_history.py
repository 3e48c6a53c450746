"""Keep the changes of people and what they are."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_operator"), ("audit", "0003_change")]

    operations = [
        # A person is known where his account was opened, else where his first membership lies. No hash of a password is copied.
        KeepHistory(
            "accounts_user",
            region="coalesce(r.opened_in_id, (SELECT m.region_id FROM public.accounts_membership m WHERE m.user_id = r.id ORDER BY m.id LIMIT 1))",
            without=("password", "last_login"),
        ),
        KeepHistory("accounts_membership", enterprise="organisation_id"),
    ]
