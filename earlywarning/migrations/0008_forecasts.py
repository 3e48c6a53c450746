"""What was forecast before the festival, and how it turned out."""

import django.db.models.deletion
import uuid

from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('earlywarning', '0007_hours_pauses_and_rates'),
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('on', models.DateField(verbose_name='预测日期')),
                ('festival_on', models.DateField(verbose_name='春节')),
                ('version', models.PositiveSmallIntegerField(verbose_name='评分表版本')),
                ('points', models.PositiveSmallIntegerField(verbose_name='得分')),
                ('least', models.PositiveSmallIntegerField(verbose_name='区间下限')),
                ('most', models.PositiveSmallIntegerField(verbose_name='区间上限')),
                ('grade', models.CharField(choices=[('low', '较低'), ('medium', '中等'), ('high', '较高')], max_length=8, verbose_name='风险')),
                ('factors', models.JSONField(default=list, verbose_name='理由')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='涉及人数')),
                ('was_unpaid', models.BooleanField(blank=True, null=True, verbose_name='节前仍有欠薪')),
                ('owed', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='节前欠付')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='核对日期')),
            ],
            options={
                'verbose_name': '节前欠薪预测',
                'verbose_name_plural': '节前欠薪预测',
                'ordering': ['-on', '-points'],
            },
        ),
        migrations.AddField(
            model_name='forecast',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='forecast',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddIndex(
            model_name='forecast',
            index=models.Index(fields=['region', 'festival_on', 'on'], name='forecast_region'),
        ),
        migrations.AddConstraint(
            model_name='forecast',
            constraint=models.UniqueConstraint(fields=('project', 'on'), name='forecast_once'),
        ),
        RowSecurity("earlywarning_forecast"),
    ]
