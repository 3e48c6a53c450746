"""What the days of a month were when it was closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0020_labour_cost_requests")]

    operations = [
        migrations.AddField("monthclosing", "attended", models.PositiveIntegerField(blank=True, null=True, verbose_name="结账时出勤人数")),
        migrations.AddField(
            "monthclosing",
            "attended_days",
            models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="结账时工日"),
        ),
    ]
