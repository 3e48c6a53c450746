"""Debits of the special account to nobody of the roster, and what owner and bank report about the money."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
        ('wagepay', '0012_outside_payments'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', '待说明'), ('explained', '已说明，待核实'), ('accepted', '核实属正常'), ('confirmed', '核实属异常'), ('gone', '已消除')], default='open', max_length=10, verbose_name='状态')),
                ('explanation', models.CharField(blank=True, max_length=400, verbose_name='说明')),
                ('explained_by', models.CharField(blank=True, max_length=80, verbose_name='说明人')),
                ('explained_at', models.DateTimeField(blank=True, null=True, verbose_name='说明时间')),
                ('judgement', models.CharField(blank=True, max_length=400, verbose_name='核实意见')),
                ('judged_by', models.CharField(blank=True, max_length=80, verbose_name='核实人')),
                ('judged_at', models.DateTimeField(blank=True, null=True, verbose_name='核实时间')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='记账月份')),
                ('line_key', models.BinaryField(max_length=16, verbose_name='交易键')),
                ('kind', models.CharField(choices=[('cash', '取现金'), ('back', '转给参建单位'), ('firm', '转给其他单位'), ('stranger', '收款人不在花名册'), ('unnamed', '没有对方户名')], max_length=8, verbose_name='异常')),
                ('booked_on', models.DateField(verbose_name='记账日期')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额')),
                ('counterparty', models.CharField(blank=True, max_length=120, verbose_name='对方户名')),
                ('summary', models.CharField(blank=True, max_length=200, verbose_name='摘要')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('ground', models.CharField(blank=True, choices=[('fee', '银行手续费、账户管理费'), ('returned', '退汇后按原路退回或重付'), ('interest', '利息'), ('refund', '多拨的人工费退回（须经批准）'), ('tax', '个人所得税、社会保险费（省里允许的）'), ('worker', '发给本项目工人，名册上姓名或卡号不同'), ('bank_error', '银行记账差错，已冲正'), ('other', '其他')], max_length=12, verbose_name='事由')),
                ('approval', models.CharField(blank=True, max_length=120, verbose_name='批准文件、依据')),
                ('proof_uid', models.UUIDField(blank=True, null=True, verbose_name='凭证')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.specialwageaccount', verbose_name='专用账户')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '专户异常支出',
                'verbose_name_plural': '专户异常支出',
                'ordering': ['-booked_on', '-id'],
                'indexes': [models.Index(fields=['region', 'state', '-booked_on'], name='entryexception_region_state')],
                'constraints': [models.UniqueConstraint(fields=('project', 'month', 'line_key'), name='entryexception_once'), models.CheckConstraint(condition=models.Q(models.Q(('ground__in', ('refund', 'tax')), _negated=True), models.Q(('approval', ''), _negated=True), _connector='OR'), name='entryexception_paper', violation_error_message='这种事由要写明批准文件或依据。')],
            },
        ),
        migrations.CreateModel(
            name='MoneyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('owner_paid', '已拨人工费，总包没有发'), ('not_arrived', '人工费没有到账')], max_length=12, verbose_name='报告事项')),
                ('month', models.DateField(verbose_name='周期月份')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='金额')),
                ('day', models.DateField(verbose_name='拨付或应到日期')),
                ('text', models.CharField(max_length=500, verbose_name='情况')),
                ('proof_uid', models.UUIDField(blank=True, null=True, verbose_name='凭证')),
                ('state', models.CharField(choices=[('open', '待核实'), ('true', '属实'), ('untrue', '不属实'), ('withdrawn', '报告人撤回')], default='open', max_length=10, verbose_name='状态')),
                ('made_by', models.CharField(max_length=80, verbose_name='报告人')),
                ('made_at', models.DateTimeField(verbose_name='报告时间')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='核实结果')),
                ('answered_by', models.CharField(blank=True, max_length=80, verbose_name='核实人')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='核实时间')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='报告单位')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '资金情况报告',
                'verbose_name_plural': '资金情况报告',
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(fields=['region', 'state', '-made_at'], name='moneyreport_region_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='moneyreport_month', violation_error_message='月份应为当月 1 日。'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', 0), _connector='OR'), name='moneyreport_amount', violation_error_message='金额要大于 0。'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('project', 'organisation', 'kind', 'month'), name='moneyreport_one_open', violation_error_message='这个周期的同一事项已经报告，监察员还没有核实完。')],
            },
        ),
        RowSecurity("wagepay_entryexception", project="project_id"),
        KeepHistory("wagepay_entryexception", project="project_id"),
        RowSecurity("wagepay_moneyreport", project="project_id"),
        KeepHistory("wagepay_moneyreport", project="project_id"),
    ]
