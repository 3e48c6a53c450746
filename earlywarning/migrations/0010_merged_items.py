"""An item of 三日清零 that went into its root's warning is neither cleared nor pending."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("earlywarning", "0009_measures_of_the_ladder"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clearanceitem",
            name="state",
            field=models.CharField(
                choices=[("open", "未清零"), ("cleared", "已清零"), ("extended", "经批准延期"), ("merged", "并入同一根因")],
                default="open",
                max_length=10,
                verbose_name="状态",
            ),
        ),
    ]
