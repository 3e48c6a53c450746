"""Requests of contractors for more labour cost."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_seals'),
        ('projects', '0014_progress_payments'),
        ('tenancy', '0005_history_of_changes'),
        ('wagepay', '0019_figures_of_rules'),
    ]

    operations = [
        migrations.CreateModel(
            name='LabourCostRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='周期月份')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='申请追加')),
                ('reason', models.CharField(max_length=300, verbose_name='原因')),
                ('state', models.CharField(choices=[('asked', '待建设单位核准'), ('granted', '已核准'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('granted', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='核准追加')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='答复')),
                ('asked_by', models.CharField(max_length=80, verbose_name='申请人')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_by', models.CharField(blank=True, max_length=80, verbose_name='答复人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '人工费追加申请',
                'verbose_name_plural': '人工费追加申请',
                'ordering': ['-month', '-id'],
                'indexes': [models.Index(fields=['region', 'state'], name='labourrequest_region_state'), models.Index(fields=['project'], name='labourrequest_project')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('project', 'month'), name='labourrequest_open', violation_error_message='这个周期已有一份申请等建设单位核准。'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='labourrequest_amount', violation_error_message='申请追加的金额要大于 0。'), models.CheckConstraint(condition=models.Q(('granted__isnull', True), ('granted__gt', 0), _connector='OR'), name='labourrequest_granted'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='labourrequest_month')],
            },
        ),
        RowSecurity("wagepay_labourcostrequest", project="project_id"),
        KeepHistory("wagepay_labourcostrequest", project="project_id"),
    ]
