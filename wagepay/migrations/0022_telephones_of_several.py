"""Which telephone several people gave is told by the index alone, under row security too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0021_days_at_closing"), ("tenancy", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="engagement", name="engagement_phone"),
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(condition=models.Q(("phone_index__isnull", False)), fields=["phone_index"], include=("region",), name="engagement_phone_region"),
        ),
    ]
