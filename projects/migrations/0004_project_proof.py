"""Papers that prove a duty: payment guarantee, funds, interim settlement."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):
    dependencies = [('projects', '0003_board_contents'), ('documents', '0008_packages'), ('tenancy', '0005_history_of_changes'), ('audit', '0003_change')]

    operations = [
        migrations.CreateModel(
            name='ProjectProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('payment_guarantee', '工程款支付担保'), ('funds', '资金安排证明'), ('interim_settlement', '施工过程结算')], max_length=20, verbose_name='种类')),
                ('issuer', models.CharField(blank=True, max_length=120, verbose_name='出具单位')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='文号或编号')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='金额（元）')),
                ('signed_on', models.DateField(verbose_name='签订或出具日期')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='有效期至')),
                ('period_from', models.DateField(blank=True, null=True, verbose_name='周期起')),
                ('period_to', models.DateField(blank=True, null=True, verbose_name='周期止')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='撤回日期')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
            ],
            options={
                'verbose_name': '制度佐证',
                'verbose_name_plural': '制度佐证',
                'ordering': ['project', 'signed_on', 'id'],
            },
        ),
        migrations.AddField(
            model_name='projectproof',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='扫描件'),
        ),
        migrations.AddField(
            model_name='projectproof',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='projectproof',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddIndex(
            model_name='projectproof',
            index=models.Index(fields=['region', 'kind'], name='proof_region_kind'),
        ),
        migrations.AddIndex(
            model_name='projectproof',
            index=models.Index(fields=['project', 'kind'], name='proof_project_kind'),
        ),
        migrations.AddConstraint(
            model_name='projectproof',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', 0), _connector='OR'), name='proof_amount', violation_error_message='金额要大于 0。'),
        ),
        migrations.AddConstraint(
            model_name='projectproof',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gte', models.F('signed_on')), _connector='OR'), name='proof_expires', violation_error_message='有效期不能早于签订或出具日期。'),
        ),
        migrations.AddConstraint(
            model_name='projectproof',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('period_from__isnull', True), ('period_to__isnull', True)), models.Q(('period_from__isnull', False), ('period_to__gte', models.F('period_from')), ('period_to__isnull', False)), _connector='OR'), name='proof_period', violation_error_message='周期的起止日期要成对填写，止日不能早于起日。'),
        ),
        migrations.AddConstraint(
            model_name='projectproof',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_on__isnull', True), ('withdrawn_reason', '')), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='proof_withdrawn', violation_error_message='撤回要写明原因。'),
        ),
        RowSecurity('projects_projectproof', project='project_id'),
        KeepHistory('projects_projectproof', project='project_id'),
    ]
