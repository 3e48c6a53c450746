"""Who may do what with warnings."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "earlywarning.list": (
        Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER, Role.ADMIN, Role.AUDITOR,
    ),
    "earlywarning.verify": (Role.INSPECTOR,),
    "earlywarning.dispose": (Role.INSPECTOR,),
    "earlywarning.clear": (Role.INSPECTOR,),
    "earlywarning.confirm_false_alarm": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.reopen": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.assign": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.scan": (Role.OFFICE, Role.INSPECTOR),
    "clearance.view": (Role.OFFICE, Role.INSPECTOR, Role.ADMIN, Role.AUDITOR),
    "clearance.extend": (Role.OFFICE, Role.INSPECTOR),
}  # fmt: skip

WORDS = {
    "earlywarning.list": Words("查看预警", "条例第四十五条：监控预警；企业只看自己项目的"),
    "earlywarning.verify": Words("核实预警", "由县（区）劳动保障监察员核实"),
    "earlywarning.dispose": Words("处置预警", "责令整改、约谈、发函由监察员办理"),
    "earlywarning.clear": Words("核销预警", "有佐证才能核销"),
    "earlywarning.confirm_false_alarm": Words("复核误报", "须另一人复核"),
    "earlywarning.reopen": Words("重新打开预警", "发现核销有误时"),
    "earlywarning.assign": Words("指定承办人", "本县（区）在岗监察员"),
    "earlywarning.scan": Words("运行预警扫描", "每日自动运行，也可手动"),
    "clearance.view": Words("查看三日清零", "三日清零制度：每日台账"),
    "clearance.extend": Words("批准延期", "复杂事项经批准另定期限"),
}
