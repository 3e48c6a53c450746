"""What the rules ask of all months, cycles and scans each night is told by indexes that have all that the question and the row security look at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagepay", "0023_phones_by_index")]

    operations = [
        migrations.AddIndex(
            model_name="projectmonth",
            index=models.Index(condition=models.Q(("attended__gt", 0)), fields=["month", "project", "region"], name="projectmonth_attended"),
        ),
        migrations.AddIndex(model_name="labourcostcycle", index=models.Index(fields=["month", "project", "region"], name="labourcostcycle_months")),
        migrations.AddIndex(model_name="labourcostcycle", index=models.Index(fields=["full_on"], name="labourcostcycle_full_on")),
        migrations.AddIndex(
            model_name="signedscan", index=models.Index(fields=["sheet"], include=["signed_on", "signed", "region", "project"], name="signedscan_signed")
        ),
        migrations.RemoveIndex(model_name="signedscan", name="signedscan_sheet"),
    ]
