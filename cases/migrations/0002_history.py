"""Keep the changes of leads, cases, people owed and money that reached them."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0003_change")]

    operations = [
        # The key opens a lead to whoever has it.
        KeepHistory("cases_lead", without=("intake_key",)),
        KeepHistory("cases_case"),
        KeepHistory("cases_caseworkerline"),
        KeepHistory("cases_casepayment"),
    ]
