"""Visits, supervisions of governments, self-checks, leaders of townships."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.lib.fields
from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_packages'),
        ('audit', '0003_change'),
        ('projects', '0009_grid_officer'),
        ('tenancy', '0005_history_of_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GovernmentSupervisionVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('form', models.CharField(choices=[('on_spot', '实地督导'), ('stationed', '蹲点督导'), ('unannounced', '明察暗访'), ('window', '窗口和热线抽查')], max_length=12, verbose_name='方式')),
                ('on', models.DateField(verbose_name='督导日期')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('members', models.CharField(max_length=200, verbose_name='督导组')),
                ('seen', models.TextField(max_length=2000, verbose_name='发现的情况')),
                ('asked', models.TextField(blank=True, max_length=1000, verbose_name='整改要求')),
                ('reply_by', models.DateField(blank=True, null=True, verbose_name='反馈期限')),
                ('replied_on', models.DateField(blank=True, null=True, verbose_name='反馈日期')),
                ('reply', models.TextField(blank=True, max_length=2000, verbose_name='反馈')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='被督导单位')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='被督导地区')),
            ],
            options={
                'verbose_name': '督导',
                'verbose_name_plural': '督导',
                'ordering': ['-on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('target__isnull', False), ('organisation__isnull', False), _connector='OR'), name='supervision_of_somebody', violation_error_message='督导要写明被督导的地区或单位。'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('on')), _connector='OR'), name='supervision_dates', violation_error_message='止日不能早于起日。')],
            },
        ),
        migrations.CreateModel(
            name='PatrolVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('post', models.CharField(choices=[('county_leader', '县级包保领导'), ('department', '行业主管部门'), ('township', '乡镇街道'), ('grid_officer', '网格员'), ('inspector', '监察员'), ('enterprise', '企业负责人')], max_length=20, verbose_name='走访岗位')),
                ('visitor', models.CharField(max_length=80, verbose_name='走访人')),
                ('on', models.DateField(verbose_name='走访日期')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='现场人数')),
                ('arrears_heard', models.BooleanField(default=False, verbose_name='听到欠薪反映')),
                ('danger', models.CharField(blank=True, max_length=300, verbose_name='隐患')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='情况')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('employer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.employer', verbose_name='用人单位')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='照片')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '走访排查',
                'verbose_name_plural': '走访排查',
                'ordering': ['-on', '-id'],
                'indexes': [models.Index(fields=['region', 'on'], name='patrol_region_on'), models.Index(fields=['project', 'post', 'on'], name='patrol_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(('project__isnull', False), ('employer__isnull', False), _connector='OR'), name='patrol_somewhere', violation_error_message='走访要写明项目或用人单位。')],
            },
        ),
        migrations.CreateModel(
            name='SelfCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('enterprise', '企业自查'), ('department', '部门自查')], max_length=12, verbose_name='类别')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('state', models.CharField(choices=[('asked', '待报送'), ('submitted', '待核对'), ('confirmed', '已核对')], default='asked', max_length=12, verbose_name='状态')),
                ('items', models.JSONField(verbose_name='自查项目')),
                ('answers', models.JSONField(blank=True, default=list, verbose_name='自查结果')),
                ('due_on', models.DateField(verbose_name='报送期限')),
                ('problems', models.CharField(blank=True, max_length=1000, verbose_name='存在的问题')),
                ('mend_by', models.DateField(blank=True, null=True, verbose_name='自行整改期限')),
                ('units', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='自查的下属单位')),
                ('helped', models.CharField(blank=True, max_length=300, verbose_name='协助化解')),
                ('asked_by', models.CharField(max_length=80, verbose_name='布置人')),
                ('asked_at', models.DateTimeField(verbose_name='布置时间')),
                ('submitted_by', models.CharField(blank=True, max_length=80, verbose_name='报送人')),
                ('submitted_on', models.DateField(blank=True, null=True, verbose_name='报送日期')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='自查企业')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='自查部门')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '自查',
                'verbose_name_plural': '自查',
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(fields=['region', 'state', 'due_on'], name='self_check_state'), models.Index(fields=['enterprise', 'state'], name='self_check_firm')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('enterprise__isnull', False), ('kind', 'enterprise')), models.Q(('kind', 'department'), ('organisation__isnull', False)), _connector='OR'), name='self_check_of_somebody', violation_error_message='自查要写明单位。')],
            },
        ),
        migrations.CreateModel(
            name='TownshipLead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('rank', models.CharField(choices=[('division', '处级分管领导'), ('section', '科级联络员')], max_length=12, verbose_name='责任')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('phone', portal.lib.fields.EncryptedField(blank=True, editable=True, kind='phone', null=True, verbose_name='电话')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='乡镇街道')),
            ],
            options={
                'verbose_name': '街镇负责人',
                'verbose_name_plural': '街镇负责人',
                'ordering': ['township', 'rank', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('township', 'rank', 'name'), name='township_lead_once', violation_error_message='这个人已经登记为同一责任。'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='township_lead_dates', violation_error_message='止日不能早于起日。')],
            },
        ),
        RowSecurity("projects_patrolvisit"),
        RowSecurity("projects_governmentsupervisionvisit", downward=True),
        RowSecurity("projects_selfcheck", enterprise="enterprise_id"),
        RowSecurity("projects_townshiplead"),
        KeepHistory("projects_governmentsupervisionvisit"),
        KeepHistory("projects_selfcheck", project="project_id", enterprise="enterprise_id"),
        KeepHistory("projects_townshiplead"),
    ]
