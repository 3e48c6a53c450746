"""Batches for the bank with their lines, the banks' file forms, and what ties receipts and debits to them."""

import django.db.models.deletion
import portal.lib.fields
import uuid
from pathlib import Path

from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity

ORDERS = (Path(__file__).parent / "sql" / "orders.sql").read_text("utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_history'),
        ('tenancy', '0004_history'),
        ('wagepay', '0008_terms_and_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='accountentry',
            name='batch_id',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='代发批次'),
        ),
        migrations.AddField(
            model_name='paymentline',
            name='order_uid',
            field=models.UUIDField(blank=True, null=True, verbose_name='代发指令'),
        ),
        migrations.AddField(
            model_name='paymentline',
            name='reason_code',
            field=models.CharField(blank=True, choices=[('number', '账号不存在或有误'), ('name', '户名与账号不符'), ('closed', '账户已销户'), ('frozen', '账户冻结、止付或挂失'), ('dormant', '账户长期不动或未激活'), ('limit', '超过账户限额'), ('papers', '证件过期或信息不全'), ('funds', '付款账户余额不足'), ('channel', '银行系统或通道原因'), ('other', '其他')], db_default='', default='', max_length=10, verbose_name='原因代码'),
        ),
        migrations.CreateModel(
            name='BankLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('form', models.CharField(choices=[('xlsx', 'xlsx'), ('csv', 'csv'), ('txt', 'txt')], default='xlsx', max_length=4, verbose_name='文件类型')),
                ('encoding', models.CharField(choices=[('utf-8-sig', 'UTF-8'), ('gb18030', 'GBK')], default='gb18030', max_length=10, verbose_name='编码')),
                ('delimiter', models.CharField(choices=[(',', '逗号'), ('|', '竖线'), ('\t', '制表符')], default=',', max_length=1, verbose_name='分隔符')),
                ('has_heading', models.BooleanField(default=True, verbose_name='有表头')),
                ('is_in_fen', models.BooleanField(default=False, verbose_name='金额以分为单位')),
                ('columns', models.JSONField(default=list, verbose_name='列')),
                ('reasons', models.JSONField(blank=True, default=dict, verbose_name='原因代码对照')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('changed_by', models.CharField(max_length=80, verbose_name='维护人')),
                ('changed_at', models.DateTimeField(verbose_name='更新时间')),
                ('bank', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='银行')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='维护单位')),
            ],
            options={
                'verbose_name': '代发文件格式',
                'verbose_name_plural': '代发文件格式',
                'ordering': ['bank', 'name'],
            },
        ),
        migrations.CreateModel(
            name='PaymentBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='工资月份')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='批次号')),
                ('kind', models.CharField(choices=[('first', '当月发放'), ('back_pay', '补发差额'), ('reissue', '失败重发')], default='first', max_length=8, verbose_name='种类')),
                ('state', models.CharField(choices=[('made', '已生成，待送银行'), ('sent', '已送银行'), ('answered', '已回单'), ('withdrawn', '已撤回')], default='made', max_length=10, verbose_name='状态')),
                ('lines', models.PositiveIntegerField(verbose_name='笔数')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额合计')),
                ('made_by', models.CharField(max_length=80, verbose_name='生成人')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300, verbose_name='撤回原因')),
                ('voucher_number', models.CharField(blank=True, max_length=40, verbose_name='凭证号')),
                ('voucher_by', models.CharField(blank=True, max_length=80, verbose_name='开具人')),
                ('voucher_at', models.DateTimeField(blank=True, null=True, verbose_name='开具时间')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.specialwageaccount', verbose_name='专用账户')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='用人单位')),
                ('layout', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.banklayout', verbose_name='文件格式')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('reissues', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.paymentbatch', verbose_name='重发的批次')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.payrollsheet', verbose_name='工资表')),
            ],
            options={
                'verbose_name': '代发批次',
                'verbose_name_plural': '代发批次',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='BatchFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('piece', models.CharField(choices=[('bank_file', '银行代发文件'), ('voucher', '代发凭证')], max_length=10, verbose_name='文件')),
                ('name', models.CharField(max_length=160, verbose_name='文件名')),
                ('media_type', models.CharField(max_length=100, verbose_name='格式')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件指纹')),
                ('sealed', models.BinaryField(verbose_name='密文')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.paymentbatch', verbose_name='批次')),
            ],
            options={
                'verbose_name': '批次文件',
                'verbose_name_plural': '批次文件',
            },
        ),
        migrations.CreateModel(
            name='PaymentOrder',
            fields=[
                ('pk', models.CompositePrimaryKey('month', 'project_id', 'person', 'batch_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(verbose_name='工资月份')),
                ('person', models.BinaryField(max_length=16, verbose_name='人员索引')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='编号')),
                ('row', models.PositiveIntegerField(verbose_name='批次内序号')),
                ('code', models.CharField(max_length=48, verbose_name='代发编号')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('team', models.CharField(blank=True, max_length=60, verbose_name='班组')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额')),
                ('card', portal.lib.fields.EncryptedField(editable=True, kind='bank_card', verbose_name='收款卡号')),
                ('card_index', portal.lib.fields.BlindIndexField(source='card', verbose_name='收款卡号索引')),
                ('bank_name', models.CharField(blank=True, max_length=80, verbose_name='开户行')),
                ('state', models.CharField(choices=[('waiting', '待回单'), ('paid', '成功'), ('failed', '失败'), ('returned', '退汇'), ('reissued', '已重发'), ('withdrawn', '已撤回')], default='waiting', max_length=9, verbose_name='结果')),
                ('reason_code', models.CharField(blank=True, choices=[('number', '账号不存在或有误'), ('name', '户名与账号不符'), ('closed', '账户已销户'), ('frozen', '账户冻结、止付或挂失'), ('dormant', '账户长期不动或未激活'), ('limit', '超过账户限额'), ('papers', '证件过期或信息不全'), ('funds', '付款账户余额不足'), ('channel', '银行系统或通道原因'), ('other', '其他')], max_length=10, verbose_name='原因代码')),
                ('reason', models.CharField(blank=True, max_length=120, verbose_name='银行原因')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='回单日期')),
                ('batch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='wagepay.paymentbatch', verbose_name='批次')),
                ('employer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.organisation', verbose_name='用人单位')),
                ('project', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('sheet', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='wagepay.payrollsheet', verbose_name='工资表')),
            ],
            options={
                'verbose_name': '代发指令',
                'verbose_name_plural': '代发指令',
            },
        ),
        migrations.AddConstraint(
            model_name='banklayout',
            constraint=models.UniqueConstraint(fields=('bank', 'name'), name='banklayout_once', violation_error_message='这家银行已有同名的格式。'),
        ),
        migrations.AddIndex(
            model_name='paymentbatch',
            index=models.Index(fields=['region', 'month'], name='paymentbatch_region_month'),
        ),
        migrations.AddIndex(
            model_name='paymentbatch',
            index=models.Index(fields=['project', 'month'], name='paymentbatch_project_month'),
        ),
        migrations.AddConstraint(
            model_name='paymentbatch',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('lines__gt', 0)), name='paymentbatch_not_empty', violation_error_message='批次不能是空的。'),
        ),
        migrations.AddConstraint(
            model_name='paymentbatch',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='paymentbatch_month', violation_error_message='月份应为当月 1 日。'),
        ),
        migrations.AddConstraint(
            model_name='paymentbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reissue'), ('reissues__isnull', False)), models.Q(models.Q(('kind', 'reissue'), _negated=True), ('reissues__isnull', True)), _connector='OR'), name='paymentbatch_chain', violation_error_message='重发的批次要指明重发的是哪一批。'),
        ),
        migrations.AddConstraint(
            model_name='paymentbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('voucher_number', ''), _negated=True), fields=('voucher_number',), name='paymentbatch_voucher'),
        ),
        migrations.AddIndex(
            model_name='batchfile',
            index=models.Index(fields=['region'], name='batchfile_region'),
        ),
        migrations.AddIndex(
            model_name='batchfile',
            index=models.Index(fields=['project'], name='batchfile_project'),
        ),
        migrations.AddConstraint(
            model_name='batchfile',
            constraint=models.UniqueConstraint(fields=('batch', 'piece'), name='batchfile_once'),
        ),
        migrations.AddIndex(
            model_name='paymentorder',
            index=models.Index(fields=['batch', 'row'], name='paymentorder_batch'),
        ),
        migrations.AddConstraint(
            model_name='paymentorder',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='paymentorder_amount'),
        ),
        migrations.AddConstraint(
            model_name='paymentorder',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'paid'))), fields=('month', 'project', 'sheet', 'person'), name='paymentorder_paid_once'),
        ),
        migrations.RunSQL(ORDERS, migrations.RunSQL.noop),
        RowSecurity("wagepay_paymentbatch", project="project_id"),
        RowSecurity("wagepay_batchfile", project="project_id"),
        RowSecurity("wagepay_paymentorder", project="project_id"),
        KeepHistory("wagepay_paymentbatch", project="project_id"),
    ]
