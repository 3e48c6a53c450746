"""The number under which a lead is passed on in writing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_history_of_leaders")]

    operations = [
        migrations.AddField("lead", "number", models.CharField(blank=True, db_default="", default="", editable=False, max_length=40, verbose_name="线索编号")),
        migrations.AddConstraint("lead", models.UniqueConstraint(condition=~models.Q(number=""), fields=("number",), name="lead_number_once")),
    ]
