"""Keep the changes of certificates, plans, inspections and findings."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("projects", "0007_inspections"), ("audit", "0003_change")]

    operations = [
        KeepHistory("projects_enforcementcertificate"),
        KeepHistory("projects_inspectionplan"),
        KeepHistory("projects_siteinspection", project="project_id"),
        KeepHistory("projects_inspectionanswer"),
        KeepHistory("projects_inspectionfinding", project="project_id", enterprise="enterprise_id"),
        KeepHistory("projects_doublerandomdraw"),
    ]
