"""Words of other platforms and of people on a warning."""

import django.db.models.deletion
import uuid

from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('earlywarning', '0004_lanes_and_frozen_words'),
        ('audit', '0003_change'),
        ('documents', '0008_packages'),
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='WarningReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('source', models.CharField(choices=[('computed', '规则计算'), ('imported', '省平台推送'), ('raised', '人工上报')], max_length=10, verbose_name='来源')),
                ('platform', models.CharField(blank=True, max_length=40, verbose_name='平台')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='平台编号')),
                ('level', models.CharField(choices=[('blue', '蓝色'), ('yellow', '黄色'), ('red', '红色')], max_length=8, verbose_name='上报级别')),
                ('title', models.CharField(max_length=80, verbose_name='事项')),
                ('text', models.TextField(verbose_name='情况')),
                ('on', models.DateField(verbose_name='上报日期')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('by', models.CharField(max_length=80, verbose_name='上报人')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='反馈平台时间')),
                ('answered_by', models.CharField(blank=True, max_length=80, verbose_name='反馈人')),
            ],
            options={
                'verbose_name': '预警上报',
                'verbose_name_plural': '预警上报',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='warningreport',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='附件'),
        ),
        migrations.AddField(
            model_name='warningreport',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='上报单位'),
        ),
        migrations.AddField(
            model_name='warningreport',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='warningreport',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='warningreport',
            name='warning',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='earlywarning.earlywarning', verbose_name='预警'),
        ),
        migrations.AddIndex(
            model_name='warningreport',
            index=models.Index(fields=['warning'], name='warning_report_warning'),
        ),
        migrations.AddIndex(
            model_name='warningreport',
            index=models.Index(fields=['region', '-on'], name='warning_report_region'),
        ),
        migrations.AddConstraint(
            model_name='warningreport',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('project', 'platform', 'number'), name='warning_report_number_once'),
        ),
        RowSecurity("earlywarning_warningreport", project="project_id", project_writes=False),
        KeepHistory("earlywarning_warningreport", project="project_id"),
    ]
