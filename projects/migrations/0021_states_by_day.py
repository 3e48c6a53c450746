"""Which sites changed their state after a day is told by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0020_certificates_of_two_counties")]

    operations = [migrations.AddIndex(model_name="sitestate", index=models.Index(fields=["since"], name="site_state_since"))]
