"""What a warning was about when it began, so that its page can tell how much of it is done; of older ones nobody knows any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("earlywarning", "0011_permits_without_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="earlywarning",
            name="amount_first",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="产生时涉及金额"),
        ),
        migrations.AddField(
            model_name="earlywarning",
            name="people_first",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="产生时涉及人数"),
        ),
    ]
