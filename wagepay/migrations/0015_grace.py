"""The day until when people of an old roster are to be completed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagepay', '0014_ledger_copies'),
    ]

    operations = [
        migrations.AddField(
            model_name='engagement',
            name='grace_until',
            field=models.DateField(blank=True, null=True, verbose_name='存量整改期限'),
        ),
    ]
