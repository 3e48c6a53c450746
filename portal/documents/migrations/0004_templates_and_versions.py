"""A tenant's own words in versions, and every version of a draft."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_file_keeping'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='InstrumentTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(max_length=40, verbose_name='文种')),
                ('number', models.PositiveIntegerField(verbose_name='版本号')),
                ('heading', models.CharField(max_length=200, verbose_name='标题')),
                ('body', models.TextField(verbose_name='正文')),
                ('source', models.CharField(max_length=200, verbose_name='依据文件')),
                ('valid_from', models.DateField(verbose_name='启用日期')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('made_by', models.CharField(max_length=80, verbose_name='制定人')),
                ('made_at', models.DateTimeField(verbose_name='制定时间')),
            ],
            options={
                'verbose_name': '文书模板',
                'verbose_name_plural': '文书模板',
                'ordering': ['kind', '-number'],
            },
        ),
        migrations.CreateModel(
            name='InstrumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='第几稿')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('addressee_text', models.CharField(max_length=200, verbose_name='主送')),
                ('cc', models.CharField(blank=True, max_length=300, verbose_name='抄送')),
                ('body', models.TextField(verbose_name='正文')),
                ('contact', models.CharField(blank=True, max_length=120, verbose_name='联系方式')),
                ('attachments', models.JSONField(blank=True, default=list, verbose_name='附件名称')),
                ('reply_due_on', models.DateField(blank=True, null=True, verbose_name='回复期限')),
                ('changed', models.JSONField(blank=True, default=list, verbose_name='改动的部分')),
                ('changed_by', models.CharField(max_length=80, verbose_name='修改人')),
                ('changed_at', models.DateTimeField(verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '文稿版本',
                'verbose_name_plural': '文稿版本',
                'ordering': ['instrument', '-number'],
            },
        ),
        migrations.AddField(
            model_name='instrument',
            name='template_label',
            field=models.CharField(blank=True, max_length=120, default='', db_default='', verbose_name='模板版本'),
        ),
        migrations.AddField(
            model_name='instrumenttemplate',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='template',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.instrumenttemplate', verbose_name='所用模板'),
        ),
        migrations.AddField(
            model_name='instrumentversion',
            name='instrument',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.instrument', verbose_name='文书'),
        ),
        migrations.AddField(
            model_name='instrumentversion',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddIndex(
            model_name='instrumenttemplate',
            index=models.Index(fields=['region', 'kind', 'valid_from'], name='template_region_kind'),
        ),
        migrations.AddConstraint(
            model_name='instrumenttemplate',
            constraint=models.UniqueConstraint(fields=('region', 'kind', 'number'), name='template_version_once'),
        ),
        migrations.AddIndex(
            model_name='instrumentversion',
            index=models.Index(fields=['region', '-id'], name='version_region'),
        ),
        migrations.AddConstraint(
            model_name='instrumentversion',
            constraint=models.UniqueConstraint(fields=('instrument', 'number'), name='version_once'),
        ),
        RowSecurity("documents_instrumenttemplate", downward=True),
        RowSecurity("documents_instrumentversion"),
    ]
