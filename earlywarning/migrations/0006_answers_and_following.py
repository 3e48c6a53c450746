"""Justifications, questions to workers, the check of what was ordered, look-backs and the projects under close watch."""

import django.db.models.deletion
import uuid

from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('earlywarning', '0005_reports'),
        ('audit', '0003_change'),
        ('documents', '0008_packages'),
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='FocusProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('reason', models.TextField(verbose_name='列入原因')),
                ('plan', models.TextField(verbose_name='处置方案')),
                ('responsible', models.CharField(max_length=80, verbose_name='责任人')),
                ('unit', models.CharField(max_length=120, verbose_name='责任单位')),
                ('due_on', models.DateField(verbose_name='时限')),
                ('opened_on', models.DateField(verbose_name='列入日期')),
                ('opened_by', models.CharField(max_length=80, verbose_name='列入人')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='移出日期')),
                ('closed_by', models.CharField(blank=True, max_length=80, verbose_name='移出人')),
                ('outcome', models.TextField(blank=True, verbose_name='移出理由')),
            ],
            options={
                'verbose_name': '重点监控项目',
                'verbose_name_plural': '重点监控项目',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Justification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('text', models.TextField(verbose_name='申辩内容')),
                ('at', models.DateTimeField(verbose_name='提交时间')),
                ('by', models.CharField(max_length=80, verbose_name='提交人')),
                ('is_late', models.BooleanField(default=False, verbose_name='超过申辩期限')),
                ('state', models.CharField(choices=[('submitted', '待复核'), ('accepted', '成立'), ('rejected', '不成立')], default='submitted', max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('decided_by', models.CharField(blank=True, max_length=80, verbose_name='复核人')),
                ('opinion', models.TextField(blank=True, verbose_name='复核意见')),
            ],
            options={
                'verbose_name': '企业申辩',
                'verbose_name_plural': '企业申辩',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LookBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('cleared_on', models.DateField(verbose_name='销号日期')),
                ('due_on', models.DateField(verbose_name='回头看日期')),
                ('result', models.CharField(blank=True, choices=[('holds', '没有反弹'), ('broken', '又出现问题')], max_length=10, verbose_name='结果')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='实际日期')),
                ('note', models.TextField(blank=True, verbose_name='情况')),
                ('by', models.CharField(blank=True, max_length=80, verbose_name='核查人')),
            ],
            options={
                'verbose_name': '回头看',
                'verbose_name_plural': '回头看',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='WorkerQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.BinaryField(max_length=16, verbose_name='人员索引')),
                ('masked_name', models.CharField(max_length=20, verbose_name='姓名')),
                ('month', models.DateField(verbose_name='工资月份')),
                ('asked_at', models.DateTimeField(verbose_name='询问时间')),
                ('due_on', models.DateField(verbose_name='答复期限')),
                ('by', models.CharField(max_length=80, verbose_name='询问人')),
                ('was_reached', models.BooleanField(default=False, verbose_name='已发短信')),
            ],
            options={
                'verbose_name': '向工友核实',
                'verbose_name_plural': '向工友核实',
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='disposal',
            name='check_note',
            field=models.TextField(blank=True, db_default='', default='', verbose_name='复查情况'),
        ),
        migrations.AddField(
            model_name='disposal',
            name='check_result',
            field=models.CharField(blank=True, choices=[('done', '已整改到位'), ('partly', '部分整改'), ('not_done', '没有整改')], db_default='', default='', max_length=10, verbose_name='复查结果'),
        ),
        migrations.AddField(
            model_name='disposal',
            name='checked_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='复查人'),
        ),
        migrations.AddField(
            model_name='disposal',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='复查日期'),
        ),
        migrations.AddField(
            model_name='disposal',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='整改期限'),
        ),
        migrations.AlterField(
            model_name='disposal',
            name='kind',
            field=models.CharField(choices=[('visit', '现场核查'), ('rectification', '责令限期整改'), ('interview', '约谈'), ('letter', '发函'), ('coordination', '协调拨付'), ('stop_work', '建议停工整顿'), ('inspection', '转现场检查'), ('to_lead', '转线索'), ('to_case', '转立案'), ('other', '其他')], max_length=16, verbose_name='措施'),
        ),
        migrations.AlterField(
            model_name='warningevent',
            name='kind',
            field=models.CharField(choices=[('opened', '产生预警'), ('level', '级别变化'), ('moved', '办理'), ('reported', '上报'), ('notified', '通知'), ('answered', '申辩和核实'), ('disposed', '处置'), ('escalated', '逾期升级'), ('closed', '数据恢复自动销号')], max_length=12, verbose_name='事项'),
        ),
        migrations.AddField(
            model_name='focusproject',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='focusproject',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='justification',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='证据'),
        ),
        migrations.AddField(
            model_name='justification',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='申辩单位'),
        ),
        migrations.AddField(
            model_name='justification',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='justification',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='justification',
            name='warning',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='earlywarning.earlywarning', verbose_name='预警'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='佐证'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='warning',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='earlywarning.earlywarning', verbose_name='预警'),
        ),
        migrations.AddField(
            model_name='workerquestion',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='workerquestion',
            name='warning',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='earlywarning.earlywarning', verbose_name='预警'),
        ),
        migrations.AddConstraint(
            model_name='focusproject',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('project',), name='focus_project_once'),
        ),
        migrations.AddIndex(
            model_name='justification',
            index=models.Index(fields=['warning'], name='justification_warning'),
        ),
        migrations.AddIndex(
            model_name='lookback',
            index=models.Index(fields=['region', 'due_on'], name='look_back_due'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.UniqueConstraint(fields=('warning', 'cleared_on'), name='look_back_once'),
        ),
        migrations.AddConstraint(
            model_name='workerquestion',
            constraint=models.UniqueConstraint(fields=('warning', 'person', 'month'), name='worker_question_once'),
        ),
        RowSecurity("earlywarning_justification", project="project_id"),
        RowSecurity("earlywarning_workerquestion"),
        RowSecurity("earlywarning_lookback"),
        RowSecurity("earlywarning_focusproject"),
        KeepHistory("earlywarning_justification", project="project_id", enterprise="organisation_id"),
        KeepHistory("earlywarning_lookback"),
        KeepHistory("earlywarning_focusproject"),
    ]
