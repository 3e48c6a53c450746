"""What owners paid for works done."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_seals'),
        ('projects', '0013_permit_ledger'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgressPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='计量月份')),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='已完工程价款（元）')),
                ('paid', models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name='已付进度款（元）')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='支付日期')),
                ('is_settlement', models.BooleanField(default=False, verbose_name='施工过程结算')),
                ('document_number', models.CharField(blank=True, max_length=80, verbose_name='计量或结算单号')),
                ('is_disputed', models.BooleanField(default=False, verbose_name='双方有争议')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '工程进度款',
                'verbose_name_plural': '工程进度款',
                'ordering': ['project', '-month'],
                'indexes': [models.Index(fields=['region', 'project'], name='progress_region_project')],
                'constraints': [models.UniqueConstraint(fields=('project', 'month'), name='progress_once', violation_error_message='这个月的进度款已经登记。'), models.CheckConstraint(condition=models.Q(('value__gt', 0)), name='progress_value', violation_error_message='已完工程价款要大于 0。'), models.CheckConstraint(condition=models.Q(('paid__gte', 0), ('paid__lte', models.F('value'))), name='progress_paid', violation_error_message='已付进度款不能是负数，也不能多于已完工程价款。'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='progress_month')],
            },
        ),
        RowSecurity("projects_progresspayment", project="project_id"),
        KeepHistory("projects_progresspayment", project="project_id"),
    ]
