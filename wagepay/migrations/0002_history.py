"""Keep the changes of people, their engagements, heads of payroll sheets (their lines are versions of their own)."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0001_initial"), ("audit", "0003_change")]

    operations = [
        KeepHistory("wagepay_worker"),
        KeepHistory("wagepay_engagement", project="project_id"),
        KeepHistory("wagepay_payrollsheet", project="project_id"),
    ]
