"""Months of a project are closed, and opened again with a reason."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_history"), ("tenancy", "0004_history"), ("audit", "0003_change"), ("wagepay", "0003_mended_uploads")]

    operations = [
        migrations.CreateModel(
            name="MonthClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("month", models.DateField(verbose_name="工资月份")),
                ("state", models.CharField(choices=[("closed", "已结账"), ("reopened", "已重新开账")], default="closed", max_length=8, verbose_name="状态")),
                ("receipt_number", models.CharField(max_length=40, unique=True, verbose_name="结账回执编号")),
                ("people", models.PositiveIntegerField(verbose_name="人数")),
                ("net", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="实发合计")),
                ("paid", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="代发合计")),
                ("note", models.CharField(blank=True, default="", max_length=500, verbose_name="说明")),
                ("closed_by", models.CharField(max_length=80, verbose_name="结账人")),
                ("closed_at", models.DateTimeField(verbose_name="结账时间")),
                ("reopened_by", models.CharField(blank=True, default="", max_length=80, verbose_name="重新开账人")),
                ("reopened_at", models.DateTimeField(blank=True, null=True, verbose_name="重新开账时间")),
                ("reason", models.CharField(blank=True, default="", max_length=500, verbose_name="重新开账的原因")),
                ("project", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目")),
                ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区")),
            ],
            options={
                "verbose_name": "月度结账",
                "verbose_name_plural": "月度结账",
                "ordering": ["-month", "-id"],
                "indexes": [
                    models.Index(fields=["region", "month"], name="monthclosing_region"),
                    models.Index(fields=["project", "month"], name="monthclosing_project"),
                ],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("state", "closed")), fields=("project", "month"), name="monthclosing_once"),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="monthclosing_month", violation_error_message="月份应为当月 1 日。"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "closed"), models.Q(("reopened_at__isnull", False), models.Q(("reason", ""), _negated=True)), _connector="OR"
                        ),
                        name="monthclosing_reason",
                        violation_error_message="重新开账要写明原因。",
                    ),
                ],
            },
        ),
        RowSecurity("wagepay_monthclosing", region="region_id", project="project_id"),
        KeepHistory("wagepay_monthclosing", project="project_id"),
    ]
