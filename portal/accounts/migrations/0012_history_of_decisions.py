"""Keep the changes of what is decided about people: adjusted rights, handings-over, the incident switch."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_portfolio_transfer"), ("audit", "0003_change")]

    operations = [KeepHistory("accounts_rightadjustment"), KeepHistory("accounts_portfoliotransfer"), KeepHistory("accounts_freeze")]
