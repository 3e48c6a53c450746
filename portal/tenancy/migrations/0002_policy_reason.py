"""Why a figure was set, beside the document it comes from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="policyrow",
            name="reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="设置理由"),
        ),
    ]
