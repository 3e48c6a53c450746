"""Review with return, seal, several addressees and the day on which service counts."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_templates_and_versions'),
    ]

    operations = [
        migrations.AddField(
            model_name='instrument',
            name='co_addressees',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, db_default=[], verbose_name='其他主送单位'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='effective_on',
            field=models.DateField(blank=True, null=True, verbose_name='视为送达日期'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='returned_by',
            field=models.CharField(blank=True, max_length=80, default='', db_default='', verbose_name='退回人'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='returned_reason',
            field=models.CharField(blank=True, max_length=300, default='', db_default='', verbose_name='退回意见'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='seal_note',
            field=models.CharField(blank=True, max_length=200, default='', db_default='', verbose_name='用印说明'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='seal_state',
            field=models.CharField(blank=True, choices=[('by_hand', '打印后手工用印'), ('placed', '已加盖电子印章'), ('waiting', '等待加盖电子印章'), ('failed', '电子印章没有盖上')], max_length=12, default='', db_default='', verbose_name='用印'),
        ),
        migrations.AddField(
            model_name='instrument',
            name='sealed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='用印时间'),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='service_method',
            field=models.CharField(blank=True, choices=[('direct', '直接送达'), ('electronic', '平台送达'), ('post', '邮寄送达'), ('left', '留置送达'), ('posted', '张贴送达'), ('entrusted', '委托送达'), ('public', '公告送达')], max_length=12, verbose_name='送达方式'),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='state',
            field=models.CharField(choices=[('drafted', '拟稿'), ('submitted', '送审'), ('reviewed', '已审核'), ('issued', '已签发'), ('served', '已送达'), ('replied', '已回复'), ('overdue', '逾期未复'), ('withdrawn', '已撤回')], default='drafted', max_length=12, verbose_name='状态'),
        ),
    ]
