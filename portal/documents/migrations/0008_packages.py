"""Exports that are several files in one, and those of firms, which belong to no region."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0007_history_of_holds_and_templates'),
    ]

    operations = [
        migrations.AlterField(
            model_name='download',
            name='form',
            field=models.CharField(choices=[('xlsx', 'Excel 表格'), ('pdf', 'PDF 打印版'), ('csv', 'CSV 文本'), ('zip', '压缩包')], default='xlsx', max_length=4, verbose_name='格式'),
        ),
        migrations.AlterField(
            model_name='download',
            name='region_id',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='辖区'),
        ),
    ]
