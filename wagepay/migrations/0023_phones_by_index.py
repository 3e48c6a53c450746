"""Who shares a telephone is told by the index alone: it has what the question and the row security look at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0022_indexes_for_rules")]

    operations = [
        migrations.RemoveIndex(model_name="engagement", name="engagement_phone"),
        migrations.AddIndex(
            model_name="engagement",
            index=models.Index(
                condition=models.Q(("phone_index__isnull", False)), fields=["phone_index"], include=["region", "project", "id_index", "left_on"], name="engagement_phones",
            ),
        ),
    ]
