"""Clocks in hours, pauses, duty shifts, letters of the ladder and the rates of a day."""

import django.db.models.deletion
import django.db.models.expressions
import uuid

from django.conf import settings
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('earlywarning', '0006_answers_and_following'),
        ('audit', '0003_change'),
        ('tenancy', '0005_history_of_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClearancePause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('reason', models.CharField(choices=[('court', '等待法院、仲裁的结论'), ('police', '等待公安机关的结论'), ('appraisal', '等待审计、鉴定、工程量确认'), ('missing', '当事人失联，正在查找'), ('force_majeure', '自然灾害等不可抗力'), ('other', '其他经批准的情形')], max_length=16, verbose_name='理由')),
                ('note', models.TextField(verbose_name='说明')),
                ('first_on', models.DateField(verbose_name='中止自')),
                ('last_on', models.DateField(verbose_name='中止至')),
                ('by', models.CharField(max_length=80, verbose_name='批准人')),
                ('at', models.DateTimeField(verbose_name='批准时间')),
                ('ended_by', models.CharField(blank=True, max_length=80, verbose_name='恢复计时的人')),
            ],
            options={
                'verbose_name': '中止计时',
                'verbose_name_plural': '中止计时',
                'ordering': ['-first_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DutyShift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='日期')),
                ('by', models.CharField(max_length=80, verbose_name='排班人')),
            ],
            options={
                'verbose_name': '值班',
                'verbose_name_plural': '值班',
                'ordering': ['day', 'id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='escalation',
            name='escalation_once',
        ),
        migrations.AddField(
            model_name='clearanceday',
            name='due_cleared',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='到期已清零'),
        ),
        migrations.AddField(
            model_name='clearanceday',
            name='due_paid',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='到期已清偿'),
        ),
        migrations.AddField(
            model_name='clearanceday',
            name='median_days',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='用时中位数'),
        ),
        migrations.AddField(
            model_name='clearanceday',
            name='p90_days',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='用时九成位'),
        ),
        migrations.AddField(
            model_name='clearanceday',
            name='paused',
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name='中止计时'),
        ),
        migrations.AddField(
            model_name='clearanceitem',
            name='hour_step',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='已升级到（小时）'),
        ),
        migrations.AddField(
            model_name='clearanceitem',
            name='hours_from',
            field=models.DateTimeField(blank=True, null=True, verbose_name='按小时计时起点'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='letter',
            field=models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='文种'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='letter_uid',
            field=models.UUIDField(blank=True, null=True, verbose_name='草拟的文书'),
        ),
        migrations.AddField(
            model_name='escalation',
            name='unit',
            field=models.CharField(choices=[('day', '日'), ('hour', '小时')], db_default='day', default='day', max_length=4, verbose_name='单位'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('item', 'unit', 'step', 'owner', 'on'), name='escalation_once'),
        ),
        migrations.AddField(
            model_name='clearancepause',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='earlywarning.clearanceitem', verbose_name='清零事项'),
        ),
        migrations.AddField(
            model_name='clearancepause',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='dutyshift',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='dutyshift',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='值班人'),
        ),
        migrations.AddIndex(
            model_name='clearancepause',
            index=models.Index(fields=['item', 'first_on'], name='clearance_pause_item'),
        ),
        migrations.AddConstraint(
            model_name='clearancepause',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', django.db.models.expressions.CombinedExpression(models.F('first_on'), '-', models.Value(1)))), name='pause_dates', violation_error_message='中止的结束日不能早于开始日。'),
        ),
        migrations.AddConstraint(
            model_name='dutyshift',
            constraint=models.UniqueConstraint(fields=('region', 'day', 'user'), name='duty_shift_once'),
        ),
        RowSecurity("earlywarning_clearancepause"),
        RowSecurity("earlywarning_dutyshift", delete=True),
        KeepHistory("earlywarning_clearancepause"),
    ]
