"""What a platform above has got of each row, and what it said."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_history'),
        ('tenancy', '0005_history_of_changes'),
        ('wagepay', '0010_own_pages'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExchangeRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('platform', models.CharField(max_length=20, verbose_name='目标平台')),
                ('kind', models.CharField(max_length=12, verbose_name='对象')),
                ('row_key', models.CharField(max_length=80, verbose_name='行编号')),
                ('standing', models.CharField(choices=[('sent', '已上报'), ('accepted', '已接收'), ('refused', '被退回')], default='sent', max_length=10, verbose_name='上报状态')),
                ('digest', models.BinaryField(max_length=16, verbose_name='内容散列')),
                ('sent_at', models.DateTimeField(verbose_name='上报时间')),
                ('sent_by', models.CharField(max_length=80, verbose_name='登记人')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='答复时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回原因')),
                ('their_number', models.CharField(blank=True, max_length=60, verbose_name='平台编号')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '上报记录',
                'verbose_name_plural': '上报记录',
                'ordering': ['project', 'platform', 'kind', 'row_key'],
                'indexes': [models.Index(fields=['region'], name='exchangerow_region')],
                'constraints': [models.UniqueConstraint(fields=('project', 'platform', 'kind', 'row_key'), name='exchangerow_once')],
            },
        ),
        RowSecurity("wagepay_exchangerow", project="project_id"),
        KeepHistory("wagepay_exchangerow", project="project_id"),
    ]
