import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('accounts', '0003_accounts_of_tenants'),
    ]

    operations = [
        migrations.CreateModel(
            name='OneTimeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('invite', '邀请'), ('reset', '重置密码')], max_length=10, verbose_name='用途')),
                ('made_by', models.CharField(max_length=80, verbose_name='发出人')),
                ('made_at', models.DateTimeField(verbose_name='发出时间')),
                ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='使用时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={
                'verbose_name': '一次性链接',
                'verbose_name_plural': '一次性链接',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('used_at__isnull', True)), fields=('user',), name='one_link_at_a_time'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='link_dates', violation_error_message='失效时间应晚于发出时间。')],
            },
        ),
    ]
