"""The permit ledger that projects are compared with."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_seals'),
        ('projects', '0012_terms_and_programmes'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='PermitEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('permit_number', models.CharField(max_length=60, verbose_name='施工许可证号')),
                ('project_name', models.CharField(max_length=120, verbose_name='工程名称')),
                ('owner_name', models.CharField(blank=True, max_length=120, verbose_name='建设单位')),
                ('contractor_name', models.CharField(blank=True, max_length=120, verbose_name='施工单位')),
                ('contractor_uscc', models.CharField(blank=True, max_length=18, verbose_name='施工单位信用代码')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='合同价（元）')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='发证日期')),
                ('ruled_out', models.CharField(blank=True, default='', max_length=200, verbose_name='不用建档的原因')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目档案')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '施工许可台账',
                'verbose_name_plural': '施工许可台账',
                'ordering': ['-issued_on', '-id'],
                'indexes': [models.Index(fields=['region', 'issued_on'], name='permit_region_issued'), models.Index(fields=['project'], name='permit_project')],
                'constraints': [models.UniqueConstraint(fields=('region', 'permit_number'), name='permit_once', violation_error_message='这个许可证号已经在台账里。')],
            },
        ),
        RowSecurity("projects_permitentry"),
        KeepHistory("projects_permitentry"),
    ]
