"""Deposits have a life: how their sum was reckoned, use, return, statements, sweeps."""

import django.db.models.deletion
import portal.lib.fields
import uuid
from django.db import migrations, models

from portal.audit.migration import KeepHistory
from portal.tenancy.migration import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0008_packages"),
        ("projects", "0005_system_lamps"),
        ("tenancy", "0005_history_of_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="DepositAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("on", models.DateField(verbose_name="核定日期")),
                ("required", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="应存金额（元）")),
                ("base", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="计算基数（元）")),
                ("rate", models.DecimalField(decimal_places=7, max_digits=9, verbose_name="适用比例")),
                ("is_exempt", models.BooleanField(default=False, verbose_name="免存")),
                ("is_waived", models.BooleanField(default=False, verbose_name="条件消失即恢复")),
                ("is_cash_only", models.BooleanField(default=False, verbose_name="只能以现金存储")),
                ("steps", models.JSONField(default=list, verbose_name="核定步骤")),
                ("passed_over", models.JSONField(blank=True, default=list, verbose_name="看过而不适用的规则")),
                ("figures", models.JSONField(blank=True, default=dict, verbose_name="所用参数及来源")),
                ("declared", models.JSONField(blank=True, default=dict, verbose_name="经办人查明的情况")),
                ("assessed_by", models.CharField(max_length=80, verbose_name="核定人")),
                ("organ_name", models.CharField(blank=True, max_length=120, verbose_name="核定机关")),
                ("assessed_at", models.DateTimeField(verbose_name="核定时间")),
            ],
            options={
                "verbose_name": "保证金核定",
                "verbose_name_plural": "保证金核定",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DepositDrawdown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "拟动用"),
                            ("notified", "已通知支付"),
                            ("defaulted", "机构未履行"),
                            ("paid", "已支付待补足"),
                            ("topped_up", "已补足"),
                            ("cancelled", "已撤销"),
                        ],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("decision_number", models.CharField(max_length=80, verbose_name="决定书文号")),
                ("decision_organ", models.CharField(max_length=120, verbose_name="作出决定的机关")),
                ("served_on", models.DateField(verbose_name="决定书送达日期")),
                ("comply_by", models.DateField(verbose_name="决定书确定的清偿期限")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="动用金额（元）")),
                ("people", models.PositiveIntegerField(verbose_name="人数")),
                ("prepared_by", models.CharField(max_length=80, verbose_name="经办人")),
                ("prepared_at", models.DateTimeField(verbose_name="登记时间")),
                ("notice_number", models.CharField(blank=True, max_length=80, verbose_name="支付通知书文号")),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="通知书送达机构日期")),
                ("pay_by", models.DateField(blank=True, null=True, verbose_name="支付期限")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="支付日期")),
                ("paid_amount", models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name="实付金额（元）")),
                ("top_up_by", models.DateField(blank=True, null=True, verbose_name="补足期限")),
                ("topped_up_on", models.DateField(blank=True, null=True, verbose_name="补足日期")),
                ("defaulted_on", models.DateField(blank=True, null=True, verbose_name="记为未履行日期")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "保证金动用",
                "verbose_name_plural": "保证金动用",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="DepositRefund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("announced", "公示中"),
                            ("applied", "已申请"),
                            ("approved", "审核通过"),
                            ("refused", "不予返还"),
                            ("returned", "已返还"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="announced",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("promised_on", models.DateField(blank=True, null=True, verbose_name="书面承诺日期")),
                ("announced_on", models.DateField(verbose_name="公示开始日期")),
                ("announced_until", models.DateField(verbose_name="公示期满")),
                ("places", models.CharField(max_length=200, verbose_name="公示地点")),
                ("by_authority", models.BooleanField(default=False, verbose_name="人社部门主动启动")),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="申请日期")),
                ("review_by", models.DateField(blank=True, null=True, verbose_name="审核期限")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="审核日期")),
                ("paper_by", models.DateField(blank=True, null=True, verbose_name="出具期限")),
                ("refused_reason", models.CharField(blank=True, max_length=300, verbose_name="不予返还原因")),
                ("paper_number", models.CharField(blank=True, max_length=80, verbose_name="返还确认书文号")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="返还日期")),
                ("started_by", models.CharField(max_length=80, verbose_name="发起人")),
                ("started_at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "保证金返还",
                "verbose_name_plural": "保证金返还",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="DepositStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("quarter_end", models.DateField(verbose_name="季度末")),
                ("principal", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="本金余额（元）")),
                ("interest", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="利息余额（元）")),
                ("interest_taken", models.DecimalField(decimal_places=2, default=0, max_digits=16, verbose_name="本季提取利息（元）")),
                ("provided_on", models.DateField(verbose_name="提供日期")),
                ("recorded_by", models.CharField(max_length=80, verbose_name="登记人")),
            ],
            options={
                "verbose_name": "保证金对账单",
                "verbose_name_plural": "保证金对账单",
                "ordering": ["deposit", "-quarter_end"],
            },
        ),
        migrations.CreateModel(
            name="DepositSweep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("half_end", models.DateField(verbose_name="半年末")),
                ("swept_on", models.DateField(verbose_name="清查日期")),
                ("held", models.PositiveIntegerField(verbose_name="在管笔数")),
                ("due", models.PositiveIntegerField(verbose_name="符合返还条件未申请")),
                ("started", models.PositiveIntegerField(verbose_name="主动启动返还")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("swept_by", models.CharField(max_length=80, verbose_name="清查人")),
                ("swept_at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "保证金清查",
                "verbose_name_plural": "保证金清查",
                "ordering": ["-half_end", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DrawdownPayee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="编号")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("id_number", portal.lib.fields.EncryptedField(editable=True, kind="id_number", verbose_name="身份证号")),
                ("card_number", portal.lib.fields.EncryptedField(editable=True, kind="bank_card", verbose_name="银行卡号")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="金额（元）")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="到账日期")),
                ("failed_reason", models.CharField(blank=True, max_length=120, verbose_name="未到账原因")),
            ],
            options={
                "verbose_name": "保证金支付人员",
                "verbose_name_plural": "保证金支付人员",
                "ordering": ["drawdown", "id"],
            },
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="agreement_filed_on",
            field=models.DateField(blank=True, null=True, verbose_name="存款协议书副本备案日期"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="agreement_on",
            field=models.DateField(blank=True, null=True, verbose_name="存款协议书签订日期"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="beneficiary",
            field=models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="受益人"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="drawn_amount",
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=16, verbose_name="已动用未补足（元）"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="in_wage_account",
            field=models.BooleanField(db_default=False, default=False, verbose_name="存在本项目专户的保证金子账簿"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="is_irrevocable",
            field=models.BooleanField(db_default=True, default=True, verbose_name="不可撤销"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="original_kept_on",
            field=models.DateField(blank=True, null=True, verbose_name="保函正本收存日期"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="released_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="终止原因"),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.wagesecuritydeposit", verbose_name="更换为"
            ),
        ),
        migrations.AddField(
            model_name="wagesecuritydeposit",
            name="state",
            field=models.CharField(
                choices=[("held", "在管"), ("drawn", "已动用待补足"), ("replaced", "已更换"), ("returned", "已返还"), ("revoked", "已撤销免存")],
                db_default="held",
                default="held",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="wagesecuritydeposit",
            name="is_on_demand",
            field=models.BooleanField(default=False, verbose_name="见索即付"),
        ),
        migrations.AlterField(
            model_name="wagesecuritydeposit",
            name="released_on",
            field=models.DateField(blank=True, null=True, verbose_name="返还或终止日期"),
        ),
        migrations.AddConstraint(
            model_name="wagesecuritydeposit",
            constraint=models.CheckConstraint(
                condition=models.Q(("drawn_amount__gte", 0), ("drawn_amount__lte", models.F("amount"))),
                name="deposit_drawn",
                violation_error_message="动用的金额不能超过保证金金额。",
            ),
        ),
        migrations.AddField(
            model_name="depositassessment",
            name="project",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目"),
        ),
        migrations.AddField(
            model_name="depositassessment",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区"),
        ),
        migrations.AddField(
            model_name="depositdrawdown",
            name="decision_file",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile", verbose_name="决定书及送达回证"
            ),
        ),
        migrations.AddField(
            model_name="depositdrawdown",
            name="deposit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.wagesecuritydeposit", verbose_name="保证金"),
        ),
        migrations.AddField(
            model_name="depositdrawdown",
            name="project",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目"),
        ),
        migrations.AddField(
            model_name="depositdrawdown",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区"),
        ),
        migrations.AddField(
            model_name="depositrefund",
            name="deposit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.wagesecuritydeposit", verbose_name="保证金"),
        ),
        migrations.AddField(
            model_name="depositrefund",
            name="project",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目"),
        ),
        migrations.AddField(
            model_name="depositrefund",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区"),
        ),
        migrations.AddField(
            model_name="depositstatement",
            name="deposit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.wagesecuritydeposit", verbose_name="保证金"),
        ),
        migrations.AddField(
            model_name="depositstatement",
            name="file",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile", verbose_name="对账单"
            ),
        ),
        migrations.AddField(
            model_name="depositstatement",
            name="project",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目"),
        ),
        migrations.AddField(
            model_name="depositstatement",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区"),
        ),
        migrations.AddField(
            model_name="depositsweep",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区"),
        ),
        migrations.AddField(
            model_name="drawdownpayee",
            name="drawdown",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.depositdrawdown", verbose_name="动用"),
        ),
        migrations.AddField(
            model_name="drawdownpayee",
            name="project",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project", verbose_name="项目"),
        ),
        migrations.AddField(
            model_name="drawdownpayee",
            name="region",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region", verbose_name="辖区"),
        ),
        migrations.AddIndex(
            model_name="depositassessment",
            index=models.Index(fields=["project", "-on", "-id"], name="assessment_newest"),
        ),
        migrations.AddIndex(
            model_name="depositassessment",
            index=models.Index(fields=["region"], name="assessment_region"),
        ),
        migrations.AddConstraint(
            model_name="depositassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("is_exempt", True), _negated=True), ("required", 0), _connector="OR"),
                name="assessment_exempt_is_zero",
                violation_error_message="免存的应存金额为零。",
            ),
        ),
        migrations.AddIndex(
            model_name="depositdrawdown",
            index=models.Index(fields=["region", "state"], name="drawdown_region_state"),
        ),
        migrations.AddIndex(
            model_name="depositdrawdown",
            index=models.Index(fields=["deposit"], name="drawdown_deposit"),
        ),
        migrations.AddConstraint(
            model_name="depositdrawdown",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0), ("people__gt", 0)), name="drawdown_amount", violation_error_message="动用要有人员和金额。"
            ),
        ),
        migrations.AddConstraint(
            model_name="depositdrawdown",
            constraint=models.CheckConstraint(
                condition=models.Q(("comply_by__gte", models.F("served_on"))), name="drawdown_term", violation_error_message="清偿期限不能早于送达日期。"
            ),
        ),
        migrations.AddConstraint(
            model_name="depositdrawdown",
            constraint=models.CheckConstraint(
                condition=models.Q(("notified_on__isnull", True), ("notified_on__gt", models.F("comply_by")), _connector="OR"),
                name="drawdown_after_term",
                violation_error_message="清偿期限届满以后才能发支付通知书。",
            ),
        ),
        migrations.AddConstraint(
            model_name="depositdrawdown",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("deposit", "decision_number"),
                name="drawdown_once",
                violation_error_message="这份决定书已经对这笔保证金登记过动用。",
            ),
        ),
        migrations.AddIndex(
            model_name="depositrefund",
            index=models.Index(fields=["region", "state"], name="refund_region_state"),
        ),
        migrations.AddIndex(
            model_name="depositrefund",
            index=models.Index(fields=["deposit"], name="refund_deposit"),
        ),
        migrations.AddConstraint(
            model_name="depositrefund",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("announced", "applied", "approved", "refused"))),
                fields=("deposit",),
                name="refund_one_open",
                violation_error_message="这笔保证金的返还正在办理。",
            ),
        ),
        migrations.AddConstraint(
            model_name="depositrefund",
            constraint=models.CheckConstraint(
                condition=models.Q(("applied_on__isnull", True), ("applied_on__gt", models.F("announced_until")), _connector="OR"),
                name="refund_after_notice",
                violation_error_message="公示期满以后才能申请返还。",
            ),
        ),
        migrations.AddConstraint(
            model_name="depositrefund",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "refused"), _negated=True), models.Q(("refused_reason", ""), _negated=True), _connector="OR"),
                name="refund_refused_why",
                violation_error_message="不予返还要写明原因。",
            ),
        ),
        migrations.AddIndex(
            model_name="depositstatement",
            index=models.Index(fields=["region"], name="statement_region"),
        ),
        migrations.AddConstraint(
            model_name="depositstatement",
            constraint=models.UniqueConstraint(fields=("deposit", "quarter_end"), name="statement_once", violation_error_message="这一季的对账单已经登记。"),
        ),
        migrations.AddConstraint(
            model_name="depositstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("interest__gte", 0), ("interest_taken__gte", 0), ("principal__gte", 0)),
                name="statement_amounts",
                violation_error_message="金额不能是负数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="depositsweep",
            constraint=models.UniqueConstraint(fields=("region", "half_end"), name="sweep_once", violation_error_message="本辖区这半年已经清查登记。"),
        ),
        migrations.AddIndex(
            model_name="drawdownpayee",
            index=models.Index(fields=["drawdown"], name="payee_drawdown"),
        ),
        migrations.AddConstraint(
            model_name="drawdownpayee",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payee_amount", violation_error_message="支付金额要大于零。"),
        ),
        RowSecurity("projects_depositassessment", project="project_id", project_writes=False),
        RowSecurity("projects_depositdrawdown", project="project_id"),
        RowSecurity("projects_drawdownpayee", project="project_id"),
        RowSecurity("projects_depositrefund", project="project_id"),
        RowSecurity("projects_depositstatement", project="project_id"),
        RowSecurity("projects_depositsweep"),
        KeepHistory("projects_depositdrawdown", project="project_id"),
        KeepHistory("projects_drawdownpayee", project="project_id"),
        KeepHistory("projects_depositrefund", project="project_id"),
        KeepHistory("projects_depositstatement", project="project_id"),
    ]
