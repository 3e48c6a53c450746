"""The pages the workers signed, bound to the version they signed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_history"), ("tenancy", "0004_history"), ("wagepay", "0004_month_closing")]

    operations = [
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("name", models.CharField(max_length=160, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=100, verbose_name="格式")),
                ("size", models.PositiveIntegerField(verbose_name="大小")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件指纹")),
                ("sealed", models.BinaryField(verbose_name="密文")),
                ("signed_on", models.DateField(verbose_name="签字日期")),
                ("signed", models.PositiveIntegerField(verbose_name="签字人数")),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="说明")),
                ("recorded_by", models.CharField(max_length=80, verbose_name="上传人")),
                ("recorded_at", models.DateTimeField(verbose_name="上传时间")),
                ("project", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目")),
                ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区")),
                (
                    "sheet",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagepay.payrollsheet", verbose_name="工资支付表"),
                ),
            ],
            options={
                "verbose_name": "工人签字扫描件",
                "verbose_name_plural": "工人签字扫描件",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["region"], name="signedscan_region"), models.Index(fields=["sheet"], name="signedscan_sheet")],
            },
        ),
        RowSecurity("wagepay_signedscan", region="region_id", project="project_id"),
    ]
