"""What was once printed as a pay ledger, as it was printed."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
        ('wagepay', '0013_account_exceptions'),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('serial', models.CharField(max_length=40, verbose_name='打印编号')),
                ('form', models.CharField(max_length=4, verbose_name='格式')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('people', models.PositiveIntegerField(verbose_name='人数')),
                ('net', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='实发合计')),
                ('purpose', models.CharField(max_length=200, verbose_name='用途')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件指纹')),
                ('made_by', models.CharField(max_length=80, verbose_name='导出人')),
                ('made_at', models.DateTimeField(verbose_name='导出时间')),
                ('sealed', models.BinaryField(verbose_name='密文')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.payrollsheet', verbose_name='工资表')),
            ],
            options={
                'verbose_name': '台账存档',
                'verbose_name_plural': '台账存档',
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(fields=['region'], name='ledgercopy_region'), models.Index(fields=['sheet', '-id'], name='ledgercopy_sheet')],
            },
        ),
        RowSecurity("wagepay_ledgercopy", project="project_id"),
    ]
