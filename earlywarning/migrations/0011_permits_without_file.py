"""A permit without a file stands under the clock of 三日清零 beside warnings and leads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("earlywarning", "0010_merged_items"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clearanceitem",
            name="kind",
            field=models.CharField(choices=[("warning", "预警"), ("lead", "线索"), ("permit", "许可未建档")], max_length=10, verbose_name="对象"),
        ),
    ]
