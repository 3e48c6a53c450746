"""平顶山: 根治欠薪冬季专项行动, two stages, 两清零 and the 17-column table. Ends on the eve of 春节."""

from campaigns.notices.base import Stage, Task

KEY = "winter_drive"
NAME = "根治欠薪冬季专项行动"
PERIOD = ("11-09", "spring_festival_eve")
REPORT_DUE = "5_workdays_after_end"
STAGES = (Stage("集中宣传和自查阶段", "11-09", "11-30"), Stage("执法检查阶段", "12-01", "spring_festival_eve"))
GOALS = {"clear_state_by": "12-31", "clear_all_by": "spring_festival_eve"}
TASKS = (
    Task("制定具体行动方案，落实目标责任制", "四（一）", "county", "11-30"),
    Task("指导用人单位自查自纠", "三（一）", "county", "11-30"),
    Task("联合执法，集中排查用人单位工资支付情况", "三（二）", "county", "spring_festival_eve"),
    Task("报送截至 12 月 31 日的进展情况（17 栏表）", "五", "county", "01-01"),
    Task("报送专项行动总体情况（17 栏表）", "五", "county", "5_workdays_after_end"),
)
REPORT_SECTIONS = ("总体情况", "主要做法", "存在问题", "下一步打算")
