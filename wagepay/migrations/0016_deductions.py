"""What was taken off a wage, by kind."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagepay', '0015_grace'),
    ]

    operations = [
        migrations.AddField(
            model_name='payrollline',
            name='deductions',
            field=models.JSONField(blank=True, null=True, verbose_name='扣款明细'),
        ),
    ]
