"""What a tenant changes of the table of rights."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_deputies_and_separation'),
    ]

    operations = [
        migrations.CreateModel(
            name='RightAdjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('role', models.CharField(choices=[('office', '领导小组办公室'), ('inspector', '劳动保障监察员'), ('leader', '分管领导'), ('department', '行业主管部门'), ('grid', '网格员'), ('contractor', '劳资专管员'), ('subcontractor', '分包劳资员'), ('owner', '建设单位'), ('bank', '开户银行'), ('supervisor', '监理'), ('admin', '租户管理员'), ('security', '安全管理员'), ('auditor', '审计员'), ('operator', '平台运维')], max_length=16, verbose_name='角色')),
                ('verb', models.CharField(max_length=80, verbose_name='权限')),
                ('effect', models.CharField(choices=[('give', '增加'), ('withdraw', '收回')], max_length=10, verbose_name='调整')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('document', models.CharField(max_length=200, verbose_name='依据文件')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='失效日期')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('ended_by', models.CharField(blank=True, max_length=80, verbose_name='终止人')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='终止时间')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='终止原因')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '权限调整',
                'verbose_name_plural': '权限调整',
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='rightadjustment',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['role', 'region'], name='adjustment_in_force'),
        ),
        migrations.AddConstraint(
            model_name='rightadjustment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('region', 'role', 'verb'), name='adjustment_once', violation_error_message='这个角色的这项权限已有一条没有终止的调整，请先终止。'),
        ),
        migrations.AddConstraint(
            model_name='rightadjustment',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='adjustment_dates', violation_error_message='失效日期不能早于生效日期。'),
        ),
        migrations.AddConstraint(
            model_name='rightadjustment',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='adjustment_two_people', violation_error_message='确认人不能是提出人。'),
        ),
        migrations.AddConstraint(
            model_name='rightadjustment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='adjustment_confirmed'),
        ),
    ]
