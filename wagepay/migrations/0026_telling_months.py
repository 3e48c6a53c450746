"""Old months that any rule may still ask about are found by indexes: those that show something, those paid in full after a day, those due after it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0025_shared_phones")]

    operations = [
        migrations.AddIndex(
            model_name="projectmonth",
            index=models.Index(
                condition=models.Q(
                    ("full_paid_on__isnull", True), ("underpaid_count__gt", 0), ("missing_paid__gt", 0), ("paid_without_attendance__gt", 0),
                    ("builders_outside__gt", 0), ("advance_only_count__gt", 0), ("most_gross__gt", 20000), _connector="OR",
                ),
                fields=["month"], name="projectmonth_telling",
            ),
        ),
        migrations.AddIndex(model_name="projectmonth", index=models.Index(fields=["full_paid_on"], name="projectmonth_full_paid")),
        migrations.AddIndex(model_name="projectmonth", index=models.Index(fields=["due_on"], name="projectmonth_due")),
    ]
