"""What supervisors of the works say about a month's attendance and wages."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_change'),
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
        ('wagepay', '0005_signed_scan'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupervisorOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='月份')),
                ('matter', models.CharField(choices=[('attendance', '考勤'), ('payroll', '工资支付')], max_length=12, verbose_name='审核事项')),
                ('verdict', models.CharField(choices=[('agrees', '无异议'), ('objects', '有异议')], max_length=8, verbose_name='结论')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                ('made_by', models.CharField(max_length=80, verbose_name='填写人')),
                ('made_at', models.DateTimeField(verbose_name='填写时间')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='监理单位')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '监理意见',
                'verbose_name_plural': '监理意见',
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(fields=['project', 'month', '-id'], name='opinion_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict', 'agrees'), models.Q(('text', ''), _negated=True), _connector='OR'), name='opinion_says_why', violation_error_message='有异议的要写明是哪里不对。')],
            },
        ),
        RowSecurity("wagepay_supervisoropinion", project="project_id"),
        KeepHistory("wagepay_supervisoropinion", project="project_id"),
    ]
