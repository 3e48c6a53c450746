"""Keep the changes of a project and what belongs to it."""

from django.db import migrations

from portal.audit.migration import KeepHistory

OF_A_PROJECT = ("projectparty", "sitestate", "specialwageaccount", "wagesecuritydeposit", "rightsnoticeboard", "responsibility", "hold", "inspection")


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("audit", "0003_change")]

    operations = [
        KeepHistory("projects_project", project="id"),
        *(KeepHistory(f"projects_{name}", project="project_id") for name in OF_A_PROJECT),
        KeepHistory("projects_employer"),
    ]
