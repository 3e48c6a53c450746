"""The life of a site: dated states (product: 筹备 … 已结清). Facts may be reported in any order that can happen."""

from portal.workflow.door import Move
from projects.enums import ProjectState as S

SITE_MOVES: tuple[Move, ...] = (
    Move("start", "开工", (S.PREPARING,), S.UNDER_CONSTRUCTION, "projects.report_state"),
    Move("stop", "停工", (S.UNDER_CONSTRUCTION, S.WINTER_BREAK, S.HOLIDAY_BREAK), S.STOPPED, "projects.report_state"),
    Move("winter", "进入冬歇期", (S.UNDER_CONSTRUCTION, S.STOPPED, S.HOLIDAY_BREAK), S.WINTER_BREAK, "projects.report_state"),
    Move("holiday", "节假日停工", (S.UNDER_CONSTRUCTION,), S.HOLIDAY_BREAK, "projects.report_state"),
    Move("resume", "复工", (S.STOPPED, S.WINTER_BREAK, S.HOLIDAY_BREAK), S.UNDER_CONSTRUCTION, "projects.report_state"),
    Move("complete", "完工", (S.UNDER_CONSTRUCTION, S.STOPPED, S.WINTER_BREAK, S.HOLIDAY_BREAK), S.COMPLETED_UNSETTLED, "projects.report_state"),
    Move("reopen", "撤回完工", (S.COMPLETED_UNSETTLED,), S.UNDER_CONSTRUCTION, "projects.confirm_state"),
    Move("settle", "确认结清", (S.COMPLETED_UNSETTLED,), S.SETTLED, "projects.confirm_state", law="条例第二十八条、53号文第九条"),
    Move("unsettle", "撤回结清", (S.SETTLED,), S.COMPLETED_UNSETTLED, "projects.confirm_state"),
)
