"""What the rules ask of all rosters each night is told by indexes: ages, who came and who left lately."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0021_days_at_closing")]

    operations = [
        migrations.AddIndex(model_name="engagement", index=models.Index(fields=["birth_on"], name="engagement_birth")),
        migrations.AddIndex(model_name="engagement", index=models.Index(fields=["entered_on"], name="engagement_entered")),
        migrations.AddIndex(
            model_name="engagement", index=models.Index(condition=models.Q(("left_on__isnull", False)), fields=["left_on"], name="engagement_left"),
        ),
    ]
