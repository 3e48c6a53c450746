"""What a rung of the ladder ends in, and upon whom: what the bulletin prints."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("earlywarning", "0008_forecasts"),
    ]

    operations = [
        migrations.AddField(
            model_name="escalation",
            name="against",
            field=models.CharField(
                blank=True,
                choices=[("territory", "属地政府"), ("industry", "行业主管部门"), ("both", "属地政府和行业主管部门"), ("enterprise", "责任单位")],
                db_default="",
                default="",
                max_length=10,
                verbose_name="措施对象",
            ),
        ),
        migrations.AddField(
            model_name="escalation",
            name="measure",
            field=models.CharField(
                blank=True,
                choices=[("supervise", "督办"), ("interview", "约谈"), ("circular", "通报"), ("accountability", "问责")],
                db_default="",
                default="",
                max_length=14,
                verbose_name="措施",
            ),
        ),
    ]
