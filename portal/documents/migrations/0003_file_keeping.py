"""Scan state, retention and removal of files; holds; usage by region."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_download'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('project_id', models.BigIntegerField(blank=True, null=True, verbose_name='项目')),
                ('reason', models.CharField(max_length=200, verbose_name='保全理由')),
                ('placed_by', models.CharField(max_length=80, verbose_name='保全人')),
                ('placed_at', models.DateTimeField(verbose_name='保全时间')),
                ('released_by', models.CharField(blank=True, max_length=80, verbose_name='解除人')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='解除时间')),
                ('released_reason', models.CharField(blank=True, max_length=200, verbose_name='解除理由')),
            ],
            options={
                'verbose_name': '文件保全',
                'verbose_name_plural': '文件保全',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='FileUsage',
            fields=[
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='tenancy.region', verbose_name='辖区')),
                ('bytes', models.PositiveBigIntegerField(default=0, verbose_name='字节数')),
                ('files', models.PositiveIntegerField(default=0, verbose_name='文件数')),
            ],
            options={
                'verbose_name': '文件用量',
                'verbose_name_plural': '文件用量',
            },
        ),
        migrations.AddField(
            model_name='storedfile',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='上传单位'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='removed_by',
            field=models.CharField(blank=True, max_length=80, default='', db_default='', verbose_name='清除人'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='removed_on',
            field=models.DateField(blank=True, null=True, verbose_name='清除日期'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='removed_reason',
            field=models.CharField(blank=True, max_length=200, default='', db_default='', verbose_name='清除原因'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='retain_until',
            field=models.DateField(blank=True, null=True, verbose_name='保存至'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='scan_note',
            field=models.CharField(blank=True, max_length=200, default='', db_default='', verbose_name='扫描说明'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='scan_state',
            field=models.CharField(choices=[('exempt', '无需扫描'), ('unscanned', '未扫描'), ('clean', '已扫描'), ('quarantined', '隔离')], default='unscanned', max_length=12, db_default='unscanned', verbose_name='扫描'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='scanned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='扫描时间'),
        ),
        migrations.AddIndex(
            model_name='storedfile',
            index=models.Index(fields=['uploader_uid', 'created_at'], name='file_uploader'),
        ),
        migrations.AddIndex(
            model_name='storedfile',
            index=models.Index(condition=models.Q(('scan_state', 'unscanned')), fields=['scan_state', 'id'], name='file_waiting'),
        ),
        migrations.AddConstraint(
            model_name='storedfile',
            constraint=models.CheckConstraint(condition=models.Q(('removed_on__isnull', True), models.Q(('retain_until__isnull', False), ('removed_on__gt', models.F('retain_until'))), _connector='OR'), name='file_kept_until', violation_error_message='保存期限没有届满，不能清除。'),
        ),
        migrations.AddField(
            model_name='filehold',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='文件'),
        ),
        migrations.AddField(
            model_name='filehold',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddIndex(
            model_name='filehold',
            index=models.Index(fields=['region', '-id'], name='hold_region'),
        ),
        migrations.AddIndex(
            model_name='filehold',
            index=models.Index(fields=['project_id'], name='hold_project'),
        ),
        migrations.AddConstraint(
            model_name='filehold',
            constraint=models.CheckConstraint(condition=models.Q(('file__isnull', False), ('project_id__isnull', False), _connector='OR'), name='hold_of_something', violation_error_message='要写明保全哪个文件或项目。'),
        ),
        RowSecurity("documents_filehold"),
    ]
