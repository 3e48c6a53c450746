"""What a contract says of pay, safety training, reasons of coming and leaving, and the scanned papers of a person."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0006_history'),
        ('projects', '0002_history'),
        ('tenancy', '0004_history'),
        ('wagepay', '0007_attendance_register'),
    ]

    operations = [
        migrations.AddField(
            model_name='engagement',
            name='contract_until',
            field=models.DateField(blank=True, null=True, verbose_name='合同终止日期'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='entered_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='进场说明'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='left_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='退场原因'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='pay_date',
            field=models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='约定支付日期'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='pay_way',
            field=models.CharField(choices=[('card', '本人银行卡'), ('cash', '现金'), ('other', '其他')], db_default='card', default='card', max_length=6, verbose_name='支付方式'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='pay_way_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='不用银行卡的原因'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='trade_code',
            field=models.CharField(blank=True, db_default='', default='', max_length=4, verbose_name='工种代码'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='trained_on',
            field=models.DateField(blank=True, null=True, verbose_name='安全培训日期'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='training_hours',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='培训学时'),
        ),
        migrations.AlterField(
            model_name='engagement',
            name='contract_kind',
            field=models.CharField(choices=[('labour', '劳动合同'), ('agreement', '用工书面协议'), ('over_age', '超龄劳动者用工协议'), ('none', '未签')], default='none', max_length=10, verbose_name='用工凭据'),
        ),
        migrations.CreateModel(
            name='PersonPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('contract', '合同或用工协议'), ('training', '安全培训证明')], max_length=10, verbose_name='种类')),
                ('kept_by', models.CharField(max_length=80, verbose_name='存入人')),
                ('kept_at', models.DateTimeField(verbose_name='存入时间')),
                ('engagement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagepay.engagement', verbose_name='在场用工')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='扫描件')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project', verbose_name='项目')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='辖区')),
            ],
            options={
                'verbose_name': '用工材料',
                'verbose_name_plural': '用工材料',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['region'], name='personpaper_region'), models.Index(fields=['project'], name='personpaper_project')],
                'constraints': [models.UniqueConstraint(fields=('engagement', 'kind', 'file'), name='personpaper_once')],
            },
        ),
        RowSecurity('wagepay_personpaper', region='region_id', project='project_id'),
    ]
