"""The lamps of all projects on one day, for lists and coverage."""

import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):
    dependencies = [('projects', '0004_project_proof'), ('tenancy', '0005_history_of_changes')]

    operations = [
        migrations.CreateModel(
            name='SystemLamps',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='核对日期')),
                ('marks', models.JSONField(default=dict, verbose_name='各灯')),
                ('missing', models.PositiveSmallIntegerField(default=0, verbose_name='待办项数')),
                ('late', models.PositiveSmallIntegerField(default=0, verbose_name='超期项数')),
                ('is_stale', models.BooleanField(default=False, verbose_name='须重新核对')),
            ],
            options={
                'verbose_name': '制度灯汇总',
                'verbose_name_plural': '制度灯汇总',
            },
        ),
        migrations.AddField(
            model_name='systemlamps',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='systemlamps',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddIndex(
            model_name='systemlamps',
            index=models.Index(fields=['region', 'project'], name='lamps_region_project'),
        ),
        migrations.AddIndex(
            model_name='systemlamps',
            index=models.Index(condition=models.Q(('is_stale', True)), fields=['region'], name='lamps_stale'),
        ),
        migrations.AddConstraint(
            model_name='systemlamps',
            constraint=models.UniqueConstraint(fields=('project',), name='lamps_once'),
        ),
        RowSecurity('projects_systemlamps', project='project_id'),
    ]
