"""Kinds and states of inspections, findings, draws and visits."""

from django.db import models


class InspectionKind(models.TextChoices):
    """Why an enterprise is inspected; the cause decides whether the check counts against the yearly cap."""

    ROUTINE = "routine", "日常检查"
    SPECIAL = "special", "专项检查"
    DOUBLE_RANDOM = "double_random", "双随机抽查"
    COMPLAINT = "complaint", "投诉举报核查"
    TRANSFERRED = "transferred", "转办交办核查"
    MONITORING = "monitoring", "数据监测线索核查"
    REQUESTED = "requested", "企业申请"
    LOOK_BACK = "look_back", "整改复查（回头看）"


# 国办发〔2024〕54号: checks by complaint, referral, monitoring or the firm's own wish need not be counted against the yearly cap.
CAPPED = (InspectionKind.ROUTINE, InspectionKind.SPECIAL, InspectionKind.DOUBLE_RANDOM)


class InspectionState(models.TextChoices):
    DRAFTED = "drafted", "待批准"
    APPROVED = "approved", "已批准"
    ON_SITE = "on_site", "检查中"
    CONCLUDED = "concluded", "检查完毕"
    TOLD = "told", "已告知结果"
    CANCELLED = "cancelled", "已取消"


class RecusalOrigin(models.TextChoices):
    """Who said that an officer has an interest."""

    OFFICER = "officer", "本人申报"
    FIRM = "firm", "被检查单位申请"
    ORGAN = "organ", "机关决定"


class Verdict(models.TextChoices):
    """What was found about one item of the checklist."""

    OK = "ok", "到位"
    PART = "part", "部分"
    MISSING = "missing", "没有"


class FindingState(models.TextChoices):
    OPEN = "open", "待整改"
    SUBMITTED = "submitted", "待复查"
    CLEARED = "cleared", "已销号"
    ON_SPOT = "on_spot", "当场改正"


class StepKind(models.TextChoices):
    """What was done about a finding."""

    FOUND = "found", "查出问题"
    EVIDENCE = "evidence", "报送整改"
    SEND_BACK = "send_back", "退回重改"
    EXTEND = "extend", "延长期限"
    CLEAR = "clear", "复查销号"
    DRAWN = "drawn", "抽中回头看"
    LOOK_BACK = "look_back", "回头看"


class LookBackResult(models.TextChoices):
    HELD = "held", "没有反弹"
    RELAPSED = "relapsed", "问题反弹"


class PlanKind(models.TextChoices):
    YEARLY = "yearly", "年度检查计划"
    SPECIAL = "special", "专项检查"
    NEW_YEAR = "new_year", "元旦专项检查"
    SPRING_FESTIVAL = "spring_festival", "春节专项检查"
    JOINT = "joint", "联合检查"


class PlanState(models.TextChoices):
    DRAFTED = "drafted", "拟定"
    APPROVED = "approved", "已批准"
    PUBLISHED = "published", "已公布"
    ENDED = "ended", "已结束"


class DrawKind(models.TextChoices):
    DOUBLE_RANDOM = "double_random", "双随机抽取"
    LOOK_BACK = "look_back", "回头看抽取"


class DrawState(models.TextChoices):
    FROZEN = "frozen", "名单已固定"
    DRAWN = "drawn", "已抽取"


class SupervisionForm(models.TextChoices):
    """How a government or department is looked at; never an enterprise."""

    ON_SPOT = "on_spot", "实地督导"
    STATIONED = "stationed", "蹲点督导"
    UNANNOUNCED = "unannounced", "明察暗访"
    WINDOW = "window", "窗口和热线抽查"


class SelfCheckKind(models.TextChoices):
    ENTERPRISE = "enterprise", "企业自查"
    DEPARTMENT = "department", "部门自查"


class SelfCheckState(models.TextChoices):
    ASKED = "asked", "待报送"
    SUBMITTED = "submitted", "待核对"
    CONFIRMED = "confirmed", "已核对"
