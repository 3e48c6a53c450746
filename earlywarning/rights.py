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
    "earlywarning.report": (Role.INSPECTOR, Role.OFFICE, Role.DEPARTMENT, Role.GRID, Role.BANK, Role.OWNER),
    "earlywarning.import": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.justify": (Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER),
    "earlywarning.explain_duty": (Role.INSPECTOR, Role.OFFICE, Role.DEPARTMENT),
    "earlywarning.decide_duty": (Role.OFFICE,),
    "earlywarning.look_back": (Role.INSPECTOR,),
    "earlywarning.follow": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.ADMIN, Role.AUDITOR),
    "earlywarning.focus": (Role.INSPECTOR, Role.OFFICE),
    "earlywarning.bench": (Role.OFFICE, Role.INSPECTOR, Role.ADMIN),
    "earlywarning.rule_book": (
        Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER, Role.ADMIN, Role.AUDITOR,
    ),
    "earlywarning.forecast": (Role.OFFICE, Role.INSPECTOR, Role.ADMIN, Role.AUDITOR),
    "clearance.pause": (Role.OFFICE, Role.INSPECTOR),
    "clearance.duty": (Role.OFFICE, Role.INSPECTOR),
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
    "earlywarning.report": Words("上报预警", "街镇、网格员、银行、建设单位、部门发现隐患随时上报"),
    "earlywarning.import": Words("导入、反馈省平台预警", "按平台编号登记，处置后反馈"),
    "earlywarning.justify": Words("申辩", "企业对预警说明情况、提交证据"),
    "earlywarning.explain_duty": Words("说明督办事项", "政府自己的时限过了，由负责的机关说明原因"),
    "earlywarning.decide_duty": Words("复核督办说明", "领导小组办公室复核，不复核自己机关的"),
    "earlywarning.look_back": Words("回头看", "销号后抽查，防止反弹"),
    "earlywarning.follow": Words("查看回头看和重点监控名单", "盯住已销号的和风险大的"),
    "earlywarning.focus": Words("列入、移出重点监控", "定方案、定责任主体、定时限"),
    "earlywarning.bench": Words("试算预警阈值", "新阈值先按过去十二个月的数据试算"),
    "earlywarning.rule_book": Words("查看规则手册", "规则、依据和本地阈值公开"),
    "earlywarning.forecast": Words("查看节前预测", "春节前提早处置"),
    "clearance.pause": Words("批准中止计时", "理由从清单中选，批准人署名"),
    "clearance.duty": Words("排值班", "夜间和节假日有人接"),
    "earlywarning.scan": Words("运行预警扫描", "每日自动运行，也可手动"),
    "clearance.view": Words("查看三日清零", "三日清零制度：每日台账"),
    "clearance.extend": Words("批准延期", "复杂事项经批准另定期限"),
}
