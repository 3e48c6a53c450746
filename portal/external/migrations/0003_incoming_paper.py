"""The register of papers that authorities outside the portal sent."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_seals'),
        ('documents', '0006_history'),
        ('external', '0002_history'),
        ('tenancy', '0004_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='IncomingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('number', models.CharField(max_length=60, verbose_name='收文号')),
                ('state', models.CharField(choices=[('waiting', '待办'), ('answered', '已答复'), ('filed', '已阅存'), ('void', '登记作废')], default='waiting', max_length=12, verbose_name='状态')),
                ('their_number', models.CharField(blank=True, max_length=80, verbose_name='来文字号')),
                ('title', models.CharField(max_length=200, verbose_name='来文标题')),
                ('gist', models.TextField(blank=True, verbose_name='内容摘要')),
                ('written_on', models.DateField(verbose_name='成文日期')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='答复期限')),
                ('handler', models.CharField(blank=True, max_length=80, verbose_name='承办人')),
                ('subject_type', models.CharField(blank=True, max_length=80, verbose_name='关联对象类别')),
                ('subject_uid', models.CharField(blank=True, max_length=80, verbose_name='关联对象编号')),
                ('subject_name', models.CharField(blank=True, max_length=200, verbose_name='关联对象')),
                ('project_id', models.BigIntegerField(blank=True, null=True, verbose_name='项目')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('answer_number', models.CharField(blank=True, max_length=80, verbose_name='复文字号')),
                ('result', models.TextField(blank=True, verbose_name='办理结果')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='收文机关')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='来文机关')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='来文扫描件')),
            ],
            options={
                'verbose_name': '来文',
                'verbose_name_plural': '来文',
                'ordering': ['-received_on', '-id'],
                'indexes': [models.Index(fields=['region', 'state', 'due_on'], name='incoming_desk'), models.Index(fields=['subject_type', 'subject_uid'], name='incoming_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'waiting'), models.Q(('closed_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='incoming_result', violation_error_message='办结、作废都要有日期和说明。'), models.CheckConstraint(condition=models.Q(('received_on__gte', models.F('written_on')), models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('received_on')), _connector='OR')), name='incoming_dates', violation_error_message='成文、收到、办结的日期应依次不早于前一个。')],
            },
        ),
        RowSecurity("external_incomingpaper"),
        KeepHistory("external_incomingpaper"),
    ]
