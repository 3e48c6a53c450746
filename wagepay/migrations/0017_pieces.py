"""What teams were paid for by the piece."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagepay', '0016_deductions'),
    ]

    operations = [
        migrations.AddField(
            model_name='payrollsheet',
            name='pieces',
            field=models.JSONField(blank=True, null=True, verbose_name='计件单'),
        ),
    ]
