"""领导包案 and the instruction of the leader."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_history'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='casenote',
            name='kind',
            field=models.CharField(choices=[('call', '电话联系'), ('visit', '现场调查'), ('interview', '约谈'), ('urge', '催办'), ('reconcile', '三方对账'), ('promise', '单位承诺'), ('instruction', '领导批示'), ('other', '其他')], max_length=12, verbose_name='方式'),
        ),
        migrations.CreateModel(
            name='LeaderInCharge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('title', models.CharField(blank=True, max_length=80, verbose_name='职务')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('document', models.CharField(max_length=200, verbose_name='依据')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='案件')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='包案领导')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '领导包案',
                'verbose_name_plural': '领导包案',
                'ordering': ['-since', '-id'],
                'indexes': [models.Index(condition=models.Q(('until__isnull', True)), fields=['leader', 'case'], name='leader_cases')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('case',), name='leader_once'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='leader_dates', violation_error_message='止日不能早于起日。')],
            },
        ),
        RowSecurity("cases_leaderincharge"),
    ]
