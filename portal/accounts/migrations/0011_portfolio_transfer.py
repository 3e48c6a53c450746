"""One person's work handed to another."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_right_adjustment'),
    ]

    operations = [
        migrations.CreateModel(
            name='PortfolioTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('reason', models.CharField(max_length=200, verbose_name='移交原因')),
                ('lines', models.JSONField(default=list, verbose_name='移交清单')),
                ('made_by', models.CharField(max_length=80, verbose_name='经办人')),
                ('made_at', models.DateTimeField(verbose_name='移交时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时间')),
                ('signed_note', models.CharField(blank=True, max_length=200, verbose_name='签收说明')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='移交人')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.membership', verbose_name='接收人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '工作移交',
                'verbose_name_plural': '工作移交',
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='portfoliotransfer',
            index=models.Index(fields=['region', '-id'], name='transfer_region'),
        ),
        migrations.AddConstraint(
            model_name='portfoliotransfer',
            constraint=models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='transfer_two_posts', violation_error_message='移交人和接收人不能是同一任职。'),
        ),
        RowSecurity("accounts_portfoliotransfer"),
    ]
