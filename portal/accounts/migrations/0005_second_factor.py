import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ('accounts', '0004_one_time_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('secret', portal.lib.fields.EncryptedField(editable=True, kind='secret', verbose_name='密钥')),
                ('created_at', models.DateTimeField(verbose_name='建立时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='启用时间')),
                ('last_step', models.BigIntegerField(default=0, verbose_name='最近时间步')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='连续输错')),
                ('closed_until', models.DateTimeField(blank=True, null=True, verbose_name='暂停至')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={
                'verbose_name': '二次验证',
                'verbose_name_plural': '二次验证',
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hashed', models.BinaryField(max_length=16, verbose_name='恢复码散列')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='使用时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={
                'verbose_name': '恢复码',
                'verbose_name_plural': '恢复码',
                'constraints': [models.UniqueConstraint(fields=('user', 'hashed'), name='recovery_code_once')],
            },
        ),
    ]
