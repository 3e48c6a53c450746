"""Dated changes of contracts; programmes, approval and size of a project."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_seals'),
        ('projects', '0011_account_life'),
        ('tenancy', '0005_history_of_changes'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='approval_level',
            field=models.CharField(blank=True, choices=[('001', '部级'), ('002', '省级'), ('003', '地市级'), ('004', '区县级'), ('005', '国家级'), ('006', '其他')], db_default='', default='', max_length=3, verbose_name='立项级别'),
        ),
        migrations.AddField(
            model_name='project',
            name='approval_number',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='立项文号'),
        ),
        migrations.AddField(
            model_name='project',
            name='floor_area',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='建筑面积（平方米）'),
        ),
        migrations.AddField(
            model_name='project',
            name='length',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='长度（米）'),
        ),
        migrations.AddField(
            model_name='project',
            name='programme_code',
            field=models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='投资项目代码'),
        ),
        migrations.AddField(
            model_name='project',
            name='programme_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='上级项目'),
        ),
        migrations.AddField(
            model_name='project',
            name='purpose',
            field=models.CharField(blank=True, choices=[('100', '居住建筑'), ('200', '居住建筑配套'), ('300', '公共建筑'), ('301', '办公建筑'), ('302', '商业建筑'), ('303', '旅游建筑'), ('304', '科教文卫建筑'), ('305', '交通运输'), ('306', '通信建筑'), ('307', '公共建筑配套'), ('400', '商住楼'), ('500', '农业建筑'), ('600', '农业建筑配套'), ('700', '工业建筑'), ('800', '工业建筑配套'), ('010', '给水'), ('011', '排水'), ('999', '其他')], db_default='', default='', max_length=3, verbose_name='工程用途'),
        ),
        migrations.AddField(
            model_name='project',
            name='scale',
            field=models.CharField(blank=True, choices=[('01', '大型'), ('02', '中型'), ('03', '小型')], db_default='', default='', max_length=2, verbose_name='建设规模'),
        ),
        migrations.AddField(
            model_name='project',
            name='total_investment',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='总投资（元）'),
        ),
        migrations.AlterField(
            model_name='projectparty',
            name='part',
            field=models.CharField(choices=[('owner', '建设单位'), ('general_contractor', '施工总承包单位'), ('consortium_member', '联合体成员'), ('direct_specialist', '直接承包的专业承包单位'), ('subcontractor', '分包单位'), ('supervisor', '监理单位'), ('bank', '开户银行')], max_length=20, verbose_name='参建身份'),
        ),
        migrations.CreateModel(
            name='ContractChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('effective_on', models.DateField(verbose_name='生效日期')),
                ('document_number', models.CharField(blank=True, max_length=80, verbose_name='补充协议或文件编号')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('changes', models.JSONField(verbose_name='变更内容')),
                ('recorded_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '合同变更',
                'verbose_name_plural': '合同变更',
                'ordering': ['project', '-effective_on', '-id'],
                'indexes': [models.Index(fields=['region', 'project'], name='contract_change_project')],
            },
        ),
        RowSecurity("projects_contractchange", project="project_id"),
        KeepHistory("projects_contractchange", project="project_id"),
    ]
