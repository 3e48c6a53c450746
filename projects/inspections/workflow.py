"""The life of an inspection (国办发〔2024〕54号), of a plan and of a finding."""

from portal.workflow.door import Move
from projects.inspections.enums import FindingState as F
from projects.inspections.enums import InspectionState as S
from projects.inspections.enums import PlanState as P
from projects.inspections.enums import SelfCheckState as C

LAW = "国办发〔2024〕54号"

INSPECTION_MOVES: tuple[Move, ...] = (
    Move("approve", "登记批准", (S.DRAFTED,), S.APPROVED, "projects.approve_inspection", law=f"{LAW}：实施前报机关负责人批准"),
    Move("arrive", "到场出示", (S.APPROVED,), S.ON_SITE, "projects.inspect", law=f"{LAW}：出示执法证件和检查通知书"),
    Move("arrive_at_once", "紧急到场", (S.DRAFTED,), S.ON_SITE, "projects.inspect", law=f"{LAW}：情况紧急当场检查的，及时补办批准"),
    Move("conclude", "检查完毕", (S.ON_SITE,), S.CONCLUDED, "projects.inspect"),
    Move("tell", "告知结果", (S.CONCLUDED,), S.TOLD, "projects.inspect", law=f"{LAW}：结果告知企业"),
    Move("cancel", "取消检查", (S.DRAFTED, S.APPROVED), S.CANCELLED, "projects.inspect"),
)

PLAN_MOVES: tuple[Move, ...] = (
    Move("approve", "登记批准", (P.DRAFTED,), P.APPROVED, "projects.approve_inspection", law=f"{LAW}：专项检查计划经批准"),
    Move("publish", "登记公布", (P.APPROVED,), P.PUBLISHED, "projects.plan_inspections", law=f"{LAW}：检查事项和计划向社会公布"),
    Move("end", "结束", (P.PUBLISHED,), P.ENDED, "projects.plan_inspections"),
)

FINDING_MOVES: tuple[Move, ...] = (
    Move("submit", "报送整改", (F.OPEN,), F.SUBMITTED, "projects.rectify", law="条例第三十八条、劳动保障监察条例第十八条", within="D37"),
    Move("send_back", "退回重改", (F.SUBMITTED,), F.OPEN, "projects.inspect"),
    Move("clear", "复查销号", (F.SUBMITTED,), F.CLEARED, "projects.inspect"),
    Move("relapse", "问题反弹", (F.CLEARED,), F.OPEN, "projects.inspect"),
)

SELF_CHECK_MOVES: tuple[Move, ...] = (
    Move("submit", "报送自查", (C.ASKED,), C.SUBMITTED, "projects.self_check"),
    Move("send_back", "退回补充", (C.SUBMITTED,), C.ASKED, "projects.ask_self_check"),
    Move("confirm", "核对完毕", (C.SUBMITTED,), C.CONFIRMED, "projects.ask_self_check"),
)
