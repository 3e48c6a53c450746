"""阳泉: 工程建设领域“安薪行动”, started anew for the dates of a year."""

from campaigns.notices.base import Task

KEY = "safe_wage_drive"
NAME = "工程建设领域“安薪行动”"
PERIOD = ("04-30", "09-30")
REPORT_DUE = "10-10"
STAGES: tuple = ()
GOALS = {"safe_wage_min": 5}
TASKS = (
    Task("选树“安薪项目”不少于 5 个", "三（一）", "county", "09-30"),
    Task("在建项目全部纳入省级监控预警平台并动态更新", "三（四）", "county", "09-30"),
    Task("对未落实制度、未上平台、未更新数据的项目约谈、责令整改或停工整顿", "三（五）", "county", "09-30"),
    Task("指导企业打造“无欠薪项目”“安薪项目”", "三（五）", "county", "09-30"),
    Task("书面报告及电子版：开展情况、取得成效、存在问题、意见建议", "四（三）", "county", "10-10"),
    Task("本单位总结报告及电子版", "四（三）", "department", "10-10"),
)
REPORT_SECTIONS = ("开展情况", "取得成效", "存在问题", "意见建议")
