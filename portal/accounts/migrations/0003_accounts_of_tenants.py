import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('accounts', '0002_freeze'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='opened_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.region', verbose_name='开户辖区'),
        ),
        migrations.AddField(
            model_name='user',
            name='resumed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='重新启用时间'),
        ),
        migrations.AddField(
            model_name='user',
            name='suspended_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='停用时间'),
        ),
        migrations.AddField(
            model_name='user',
            name='suspended_reason',
            field=models.CharField(blank=True, db_default='', max_length=200, verbose_name='停用原因'),
        ),
    ]
