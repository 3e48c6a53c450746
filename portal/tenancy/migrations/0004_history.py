"""Keep the changes of regions, organisations, tenants, who takes part where, policies."""

from django.db import migrations

from portal.audit.migration import KeepHistory


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_regions_and_names"), ("audit", "0003_change")]

    operations = [
        KeepHistory("tenancy_region", region="id"),
        KeepHistory("tenancy_organisation", enterprise="id"),
        KeepHistory("tenancy_jurisdiction"),
        KeepHistory("tenancy_participation", region=None, project="project_id", enterprise="organisation_id"),
        KeepHistory("tenancy_policyrow"),
    ]
