import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ('accounts', '0005_second_factor'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='UserImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('sealed', models.BinaryField(null=True, verbose_name='文件（加密）')),
                ('dry_run', models.BooleanField(default=False, verbose_name='只检查')),
                ('accepted', models.BooleanField(default=False, verbose_name='通过')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='行数')),
                ('created', models.PositiveIntegerField(default=0, verbose_name='开通人数')),
                ('findings', models.JSONField(blank=True, default=list, verbose_name='问题')),
                ('usernames', models.JSONField(blank=True, default=list, verbose_name='开通的账号')),
                ('made_by', models.CharField(max_length=80, verbose_name='导入人')),
                ('made_at', models.DateTimeField(verbose_name='导入时间')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '人员导入',
                'verbose_name_plural': '人员导入',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['region', '-id'], name='user_import_region')],
            },
        ),
        RowSecurity('accounts_userimport'),
    ]
