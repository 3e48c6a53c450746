"""Who of a township's grid officers looks after a site; when an employer's entry was checked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0008_history_of_inspections"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(
            model_name='employer',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='台账核实日期'),
        ),
        migrations.AddField(
            model_name='project',
            name='grid_officer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='网格员'),
        ),
    ]
