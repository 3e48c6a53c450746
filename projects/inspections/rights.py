"""Who may do what with inspections, findings and draws: verb -> roles."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

READING = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.ADMIN, Role.AUDITOR)
FIRMS = (Role.CONTRACTOR, Role.SUBCONTRACTOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    "projects.approve_inspection": (Role.INSPECTOR,),
    "projects.plan_inspections": (Role.INSPECTOR,),
    "projects.certificates": (Role.INSPECTOR, Role.ADMIN),
    "projects.draw": (Role.INSPECTOR,),
    "projects.findings": (*READING, *FIRMS),
    "projects.rectify": (*FIRMS, Role.INSPECTOR),
    "projects.patrols": READING,
    "projects.patrol": (Role.GRID, Role.INSPECTOR, Role.DEPARTMENT, Role.OFFICE),
    "projects.supervisions": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.ADMIN, Role.AUDITOR),
    "projects.supervise": (Role.OFFICE,),
    "projects.self_checks": (*READING, Role.CONTRACTOR),
    "projects.self_check": (Role.CONTRACTOR, Role.DEPARTMENT),
    "projects.ask_self_check": (Role.OFFICE, Role.INSPECTOR),
    "projects.responsibility": READING,
}

WORDS = {
    "projects.approve_inspection": Words("登记检查和计划的批准", "国办发〔2024〕54号：检查实施前报机关负责人批准，批准人不参加本次检查"),
    "projects.plan_inspections": Words("制定检查计划和检查表", "国办发〔2024〕54号：检查事项和计划公布后才能据此检查"),
    "projects.certificates": Words("登记执法证件", "行政处罚法第四十二条、国办发〔2024〕54号：持有效证件才能检查"),
    "projects.draw": Words("双随机和回头看抽取", "先固定名单，后公布种子，人人可以重算"),
    "projects.findings": Words("查看检查发现的问题", "企业看本单位的，部门看本行业、本辖区的"),
    "projects.rectify": Words("报送整改佐证", "被检查单位整改，书面材料由监察员代为登记"),
    "projects.patrols": Words("查看走访排查", "走访排查不是检查，供监察员核实"),
    "projects.patrol": Words("登记走访排查", "西青区通知：网格员排查线索；国办发〔2024〕54号：不替代执法检查"),
    "projects.supervisions": Words("查看督导", "督导对象看自己的，不看相邻地区的"),
    "projects.supervise": Words("登记督导和反馈", "领导小组办公室督导政府和部门，不检查企业"),
    "projects.self_checks": Words("查看自查", "企业看本单位的，部门看本单位和本行业的"),
    "projects.self_check": Words("报送自查", "企业按项目、部门含下属单位自查"),
    "projects.ask_self_check": Words("布置和核对自查", "专项行动自查自纠阶段"),
    "projects.responsibility": Words("查看包保责任和走访", "人盯人、人盯项目"),
}
