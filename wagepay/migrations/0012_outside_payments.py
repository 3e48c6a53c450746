"""Money outside the account entered by hand: how, by whom, with which paper."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagepay', '0011_exchange'),
    ]

    operations = [
        migrations.AddField(
            model_name='paymentline',
            name='note',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='paymentline',
            name='proof_uid',
            field=models.UUIDField(blank=True, null=True, verbose_name='凭证'),
        ),
        migrations.AddField(
            model_name='paymentline',
            name='recorded_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='登记人'),
        ),
        migrations.AlterField(
            model_name='paymentline',
            name='state',
            field=models.CharField(choices=[('success', '成功'), ('failed', '失败'), ('returned', '退汇'), ('unproven', '没有凭证')], max_length=8, verbose_name='结果'),
        ),
    ]
