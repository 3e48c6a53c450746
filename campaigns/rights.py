"""Who may do what in campaigns. The city's office leads, counties nominate and report."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "campaigns.view": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.ADMIN, Role.AUDITOR),
    "campaigns.start": (Role.OFFICE,),
    "campaigns.nominate": (Role.INSPECTOR,),
    "campaigns.decide": (Role.OFFICE,),
    "campaigns.report": (Role.INSPECTOR, Role.DEPARTMENT),
    "campaigns.correct": (Role.OFFICE,),
    "campaigns.send": (Role.OFFICE,),
    "campaigns.bulletin": (Role.OFFICE,),
}

WORDS = {
    "campaigns.view": Words("查看专项行动和统计表", "专项行动方案：成员单位分工负责，审计员只读"),
    "campaigns.start": Words("发起专项行动", "由领导小组办公室部署"),
    "campaigns.nominate": Words("提名安薪项目", "县（区）监察机构核查六项条件后提名"),
    "campaigns.decide": Words("审定项目称号", "领导小组办公室评定，不由提名单位自己定"),
    "campaigns.report": Words("报送任务和数据", "责任单位自己报送", (Role.OFFICE,)),
    "campaigns.correct": Words("更正统计表数字", "更正须写明原因，由汇总单位办理"),
    "campaigns.send": Words("上报统计表", "由领导小组办公室汇总上报"),
    "campaigns.bulletin": Words("编印周调度通报", "由领导小组办公室通报"),
}
