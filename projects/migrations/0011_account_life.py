"""Papers of a project's file, freezes and closings of special wage accounts."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_seals'),
        ('documents', '0008_packages'),
        ('projects', '0010_visits_and_self_checks'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('reason', models.CharField(choices=[('completed', '工程完工，没有拖欠'), ('contractor_changed', '施工总承包单位变更'), ('bank_changed', '开户银行变更')], max_length=20, verbose_name='销户原因')),
                ('state', models.CharField(choices=[('published', '公示中'), ('agreed', '同意销户'), ('closed', '已销户'), ('withdrawn', '已撤回')], default='published', max_length=12, verbose_name='状态')),
                ('notice_on', models.DateField(verbose_name='公示开始日期')),
                ('notice_until', models.DateField(verbose_name='公示期满日期')),
                ('places', models.CharField(max_length=200, verbose_name='公示位置')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='同意销户日期')),
                ('agreed_by', models.CharField(blank=True, max_length=80, verbose_name='同意人')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='销户日期')),
                ('balance', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='销户时余额（元）')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.specialwageaccount', verbose_name='专用账户')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '专户销户',
                'verbose_name_plural': '专户销户',
                'ordering': ['account', '-id'],
                'indexes': [models.Index(fields=['region', 'project'], name='account_closing_project')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['published', 'agreed', 'closed'])), fields=('account',), name='account_closing_once', violation_error_message='这个专户已经在办销户。'), models.CheckConstraint(condition=models.Q(('notice_until__gt', models.F('notice_on'))), name='account_closing_notice')],
            },
        ),
        migrations.CreateModel(
            name='AccountFreeze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('frozen_on', models.DateField(verbose_name='冻结日期')),
                ('organ', models.CharField(max_length=120, verbose_name='作出机关')),
                ('document_number', models.CharField(blank=True, max_length=80, verbose_name='文书号')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='冻结金额（元）')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='事由')),
                ('thawed_on', models.DateField(blank=True, null=True, verbose_name='解除日期')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.specialwageaccount', verbose_name='专用账户')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '专户冻结',
                'verbose_name_plural': '专户冻结',
                'ordering': ['account', '-frozen_on', '-id'],
                'indexes': [models.Index(fields=['region', 'project'], name='account_freeze_project')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('thawed_on__isnull', True)), fields=('account',), name='account_freeze_open', violation_error_message='这个专户的冻结还没有解除。'), models.CheckConstraint(condition=models.Q(('thawed_on__isnull', True), ('thawed_on__gte', models.F('frozen_on')), _connector='OR'), name='account_freeze_dates', violation_error_message='解除日期不能早于冻结日期。'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', 0), _connector='OR'), name='account_freeze_amount', violation_error_message='金额要大于 0。')],
            },
        ),
        migrations.CreateModel(
            name='ProjectPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('start_commitment', '开工告知承诺书'), ('tri_party', '专用账户三方协议'), ('account_filing', '专户备案材料'), ('freeze_order', '冻结、查封文书'), ('closing_notice', '专户销户公示'), ('no_arrears', '无拖欠承诺书'), ('entrusted', '委托代发协议'), ('supplement', '补充协议'), ('site_state', '工地状态佐证'), ('other', '其他材料')], max_length=20, verbose_name='种类')),
                ('subject_uid', models.UUIDField(blank=True, null=True, verbose_name='所属记录')),
                ('number', models.CharField(blank=True, max_length=80, verbose_name='文号或编号')),
                ('dated_on', models.DateField(verbose_name='签订或出具日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='替换时间')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='扫描件')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '项目材料',
                'verbose_name_plural': '项目材料',
                'ordering': ['project', '-id'],
                'indexes': [models.Index(fields=['region', 'project'], name='project_paper_project'), models.Index(condition=models.Q(('subject_uid__isnull', False)), fields=['subject_uid'], name='project_paper_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('project', 'kind', 'subject_uid'), name='project_paper_current', nulls_distinct=False, violation_error_message='刚有人登记了同一种材料，请刷新后再传。')],
            },
        ),
        RowSecurity("projects_projectpaper", project="project_id"),
        RowSecurity("projects_accountfreeze", project="project_id"),
        RowSecurity("projects_accountclosing", project="project_id"),
        KeepHistory("projects_projectpaper", project="project_id"),
        KeepHistory("projects_accountfreeze", project="project_id"),
        KeepHistory("projects_accountclosing", project="project_id"),
    ]
