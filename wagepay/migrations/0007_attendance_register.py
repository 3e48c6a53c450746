"""Devices that record who is on site, their raw records, and what people add: corrections, signed papers, findings."""

import django.db.models.deletion
import uuid
from pathlib import Path

from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity

PUNCHES = (Path(__file__).parent / 'sql' / 'punches.sql').read_text('utf-8')
BY_PROJECT = dict(region='region_id', project='project_id')


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0001_initial'),
        ('audit', '0003_change'),
        ('documents', '0006_history'),
        ('projects', '0002_history'),
        ('tenancy', '0004_history'),
        ('wagepay', '0006_supervisor_opinion'),
    ]

    operations = [
        migrations.AlterField(
            model_name='attendanceday',
            name='source',
            field=models.CharField(choices=[('device', '考勤设备'), ('phone', '手机考勤'), ('file', '电子考勤表'), ('signed', '纸质签字表'), ('mended', '人工更正')], max_length=8, verbose_name='来源'),
        ),
        migrations.AlterField(
            model_name='attendancemonth',
            name='source',
            field=models.CharField(choices=[('device', '考勤设备'), ('phone', '手机考勤'), ('file', '电子考勤表'), ('signed', '纸质签字表'), ('mended', '人工更正')], max_length=8, verbose_name='来源'),
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('serial', models.CharField(max_length=40, verbose_name='设备号')),
                ('kind', models.CharField(choices=[('gate', '门禁闸机'), ('face', '人脸考勤机'), ('handheld', '手持终端'), ('phone', '手机')], max_length=8, verbose_name='类型')),
                ('maker', models.CharField(blank=True, max_length=80, verbose_name='厂家型号')),
                ('place', models.CharField(max_length=80, verbose_name='安装位置')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('retired_reason', models.CharField(blank=True, max_length=200, verbose_name='停用原因')),
                ('last_seen_at', models.DateTimeField(blank=True, null=True, verbose_name='最近上报')),
                ('last_punch_at', models.DateTimeField(blank=True, null=True, verbose_name='最近打卡')),
                ('skew_seconds', models.IntegerField(blank=True, null=True, verbose_name='时钟偏差（秒）')),
                ('key', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='api.apikey', verbose_name='接口密钥')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '考勤设备',
                'verbose_name_plural': '考勤设备',
                'ordering': ['project', 'serial'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='月份')),
                ('kind', models.CharField(choices=[('unregistered', '没有登记就出勤'), ('two_sites', '同日两处出勤'), ('after_exit', '退场后出勤'), ('same_minutes', '天天同一分钟打卡'), ('crowded', '短时密集打卡'), ('filled_at_once', '事后成批补录'), ('outside_fence', '围栏外打卡'), ('collapse', '出勤骤降')], max_length=16, verbose_name='异常')),
                ('subject', models.CharField(max_length=64, verbose_name='对象键')),
                ('person', models.BinaryField(blank=True, max_length=16, null=True, verbose_name='人员索引')),
                ('figures', models.JSONField(default=dict, verbose_name='数据')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('state', models.CharField(choices=[('open', '待说明'), ('explained', '已说明，待核实'), ('accepted', '核实属正常'), ('confirmed', '核实属异常'), ('gone', '已消除')], default='open', max_length=10, verbose_name='状态')),
                ('explanation', models.CharField(blank=True, max_length=400, verbose_name='说明')),
                ('explained_by', models.CharField(blank=True, max_length=80, verbose_name='说明人')),
                ('explained_at', models.DateTimeField(blank=True, null=True, verbose_name='说明时间')),
                ('judgement', models.CharField(blank=True, max_length=400, verbose_name='核实意见')),
                ('judged_by', models.CharField(blank=True, max_length=80, verbose_name='核实人')),
                ('judged_at', models.DateTimeField(blank=True, null=True, verbose_name='核实时间')),
                ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='用人单位')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('device', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.device', verbose_name='设备')),
            ],
            options={
                'verbose_name': '考勤异常',
                'verbose_name_plural': '考勤异常',
                'ordering': ['-month', 'project', 'kind', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AttendanceCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('person', models.BinaryField(max_length=16, verbose_name='人员索引')),
                ('month', models.DateField(verbose_name='月份')),
                ('day', models.DateField(verbose_name='日期')),
                ('before', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='更正前工日')),
                ('before_source', models.CharField(blank=True, choices=[('device', '考勤设备'), ('phone', '手机考勤'), ('file', '电子考勤表'), ('signed', '纸质签字表'), ('mended', '人工更正')], max_length=8, verbose_name='更正前来源')),
                ('after', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='更正后工日')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('made_by', models.CharField(max_length=80, verbose_name='更正人')),
                ('made_by_uid', models.UUIDField(blank=True, null=True, verbose_name='更正人编号')),
                ('made_at', models.DateTimeField(verbose_name='更正时间')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='用人单位')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '考勤更正',
                'verbose_name_plural': '考勤更正',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['region'], name='correction_region'), models.Index(fields=['project', 'month', 'person'], name='correction_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('after__gte', 0), ('after__lte', 3)), name='correction_units', violation_error_message='工日应在 0 到 3 之间。')],
            },
        ),
        migrations.CreateModel(
            name='AttendancePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='月份')),
                ('team', models.CharField(blank=True, max_length=60, verbose_name='班组')),
                ('workers', models.PositiveIntegerField(verbose_name='签字人数')),
                ('kept_by', models.CharField(max_length=80, verbose_name='存入人')),
                ('kept_at', models.DateTimeField(verbose_name='存入时间')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='用人单位')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='照片或扫描件')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '签字考勤表',
                'verbose_name_plural': '签字考勤表',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['region'], name='attendancepaper_region'), models.Index(fields=['project', 'month'], name='attendancepaper_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='attendancepaper_month', violation_error_message='月份应为当月 1 日。'), models.CheckConstraint(condition=models.Q(('workers__gt', 0)), name='attendancepaper_workers', violation_error_message='签字人数至少 1 人。')],
            },
        ),
        migrations.AddIndex(
            model_name='device',
            index=models.Index(fields=['region', 'last_seen_at'], name='device_region_seen'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(fields=('project', 'serial'), name='device_once', violation_error_message='这个项目已经登记了同一设备号。'),
        ),
        migrations.AddIndex(
            model_name='attendancefinding',
            index=models.Index(fields=['region', 'state', '-month'], name='finding_region_state'),
        ),
        migrations.AddConstraint(
            model_name='attendancefinding',
            constraint=models.UniqueConstraint(fields=('project', 'month', 'kind', 'subject'), name='finding_once'),
        ),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(PUNCHES, migrations.RunSQL.noop)],
            [
                migrations.CreateModel(
                    name='Punch',
                    fields=[
                        ('pk', models.CompositePrimaryKey('month', 'project_id', 'punch_key', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('month', models.DateField(verbose_name='月份')),
                        ('punch_key', models.BinaryField(max_length=16, verbose_name='记录键')),
                        ('person', models.BinaryField(max_length=16, verbose_name='人员索引')),
                        ('day', models.DateField(verbose_name='工作日期')),
                        ('at', models.DateTimeField(verbose_name='打卡时间')),
                        ('received_at', models.DateTimeField(verbose_name='接收时间')),
                        ('direction', models.CharField(blank=True, choices=[('01', '进场'), ('02', '出场')], max_length=2, verbose_name='方向')),
                        ('way', models.CharField(blank=True, choices=[('001', '人脸'), ('002', '虹膜'), ('003', '指纹'), ('004', '掌纹'), ('005', '身份证'), ('006', '实名卡'), ('007', '异常清退'), ('008', '一键开闸'), ('009', '应急通道'), ('010', '二维码'), ('011', '其他')], max_length=3, verbose_name='通行方式')),
                        ('metres', models.IntegerField(blank=True, null=True, verbose_name='距项目（米）')),
                        ('is_outside', models.BooleanField(default=False, verbose_name='围栏外')),
                        ('device', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='wagepay.device', verbose_name='设备')),
                        ('project', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project', verbose_name='项目')),
                        ('region', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='tenancy.region', verbose_name='辖区')),
                    ],
                    options={
                        'verbose_name': '打卡记录',
                        'verbose_name_plural': '打卡记录',
                    },
                ),
                migrations.AddIndex(
                    model_name='punch',
                    index=models.Index(fields=['project', 'person', 'day'], name='punch_project_person'),
                ),
            ],
        ),
        RowSecurity('wagepay_device', **BY_PROJECT),
        RowSecurity('wagepay_punch', **BY_PROJECT),
        RowSecurity('wagepay_attendancecorrection', **BY_PROJECT),
        RowSecurity('wagepay_attendancepaper', **BY_PROJECT),
        RowSecurity('wagepay_attendancefinding', **BY_PROJECT),
        KeepHistory('wagepay_attendancefinding', project='project_id', without=('figures',)),
    ]
