"""The worker's own pages: code, visit, his word on a month, and the rows of one person opened to himself."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import OwnRows, RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_history'),
        ('tenancy', '0004_history'),
        ('wagepay', '0009_payment_batches'),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('month', models.DateField(verbose_name='工资月份')),
                ('person', models.BinaryField(max_length=16, verbose_name='人员索引')),
                ('about', models.CharField(choices=[('sheet', '工资表'), ('paid', '到账')], max_length=8, verbose_name='事项')),
                ('agrees', models.BooleanField(verbose_name='属实')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('visit_uid', models.UUIDField(verbose_name='查询编号')),
                ('days', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='当时显示：出勤工日')),
                ('owed', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='当时显示：应得')),
                ('received', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='当时显示：收到')),
                ('sheet_uid', models.UUIDField(blank=True, null=True, verbose_name='当时的工资表')),
                ('sheet_version', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='工资表版本')),
                ('receipt_number', models.CharField(blank=True, max_length=40, verbose_name='工资表回执编号')),
            ],
            options={
                'verbose_name': '工友月度确认',
                'verbose_name_plural': '工友月度确认',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='OwnCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('phone_index', models.BinaryField(verbose_name='手机号索引')),
                ('address_index', models.BinaryField(verbose_name='网络地址索引')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('code_index', models.BinaryField(null=True, verbose_name='验证码散列')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='有效期至')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='已试次数')),
                ('used_at', models.DateTimeField(null=True, verbose_name='使用时间')),
            ],
            options={
                'verbose_name': '工友验证码',
                'verbose_name_plural': '工友验证码',
            },
        ),
        migrations.CreateModel(
            name='OwnVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('key_index', models.BinaryField(unique=True, verbose_name='钥匙散列')),
                ('region_id', models.BigIntegerField(verbose_name='辖区')),
                ('person', models.BinaryField(max_length=16, verbose_name='人员索引')),
                ('started_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='到期时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='退出时间')),
            ],
            options={
                'verbose_name': '工友查询',
                'verbose_name_plural': '工友查询',
            },
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(condition=models.Q(('phone_index__isnull', False)), fields=['phone_index'], name='engagement_phone'),
        ),
        migrations.AddField(
            model_name='monthanswer',
            name='employer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.organisation', verbose_name='用人单位'),
        ),
        migrations.AddField(
            model_name='monthanswer',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目'),
        ),
        migrations.AddField(
            model_name='monthanswer',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区'),
        ),
        migrations.AddIndex(
            model_name='owncode',
            index=models.Index(fields=['phone_index', 'asked_at'], name='owncode_phone'),
        ),
        migrations.AddIndex(
            model_name='owncode',
            index=models.Index(fields=['address_index', 'asked_at'], name='owncode_address'),
        ),
        migrations.AddIndex(
            model_name='ownvisit',
            index=models.Index(fields=['ends_at'], name='ownvisit_ends'),
        ),
        migrations.AddIndex(
            model_name='monthanswer',
            index=models.Index(fields=['project', 'month', 'person'], name='monthanswer_month_person'),
        ),
        migrations.AddIndex(
            model_name='monthanswer',
            index=models.Index(fields=['region', 'person'], name='monthanswer_region_person'),
        ),
        migrations.AddIndex(
            model_name='monthanswer',
            index=models.Index(fields=['sheet_uid'], name='monthanswer_sheet'),
        ),
        migrations.AddConstraint(
            model_name='monthanswer',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='monthanswer_month', violation_error_message='月份应为当月 1 日。'),
        ),
        RowSecurity("wagepay_monthanswer", project="project_id", project_writes=False),
        KeepHistory("wagepay_monthanswer", project="project_id"),
        OwnRows("wagepay_monthanswer", adds=True),
        OwnRows("wagepay_engagement", person="id_index"),
        OwnRows("wagepay_attendanceday"),
        OwnRows("wagepay_attendancemonth"),
        OwnRows("wagepay_payrollline"),
        OwnRows("wagepay_paymentline"),
        OwnRows("wagepay_workermonth"),
    ]
