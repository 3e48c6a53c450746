"""Who may do what with leads and cases. Enterprises and grid officers never see complainants."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "cases.list": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.AUDITOR),
    "cases.export": (Role.OFFICE, Role.INSPECTOR),
    "cases.register": (Role.INSPECTOR, Role.OFFICE),
    "cases.import": (Role.INSPECTOR, Role.OFFICE),
    "cases.accept": (Role.INSPECTOR,),
    "cases.work": (Role.INSPECTOR,),
    "cases.close": (Role.INSPECTOR,),
    # 不属实 needs a second person; a county with one inspector has its office.
    "cases.confirm_unfounded": (Role.INSPECTOR, Role.OFFICE),
    "cases.settle": (Role.INSPECTOR,),
    # The complaint page promises that only inspectors see name and number.
    "cases.reveal": (Role.INSPECTOR,),
    "cases.assign_leader": (Role.OFFICE, Role.INSPECTOR),
    # The leader has the cases he leads and nothing else of the portal.
    "cases.instruct": (Role.LEADER,),
}

WORDS = {
    "cases.list": Words("查看线索和案件", "条例第三十八条：人社、住建、交通、水利等部门按职责查处；企业和网格员看不到反映人"),
    "cases.export": Words("导出线索和案件", "导出的是掩码数据，导出留痕"),
    "cases.register": Words("登记线索", "条例第十条：首问负责，谁接到谁登记", (Role.DEPARTMENT,)),
    "cases.import": Words("导入平台线索", "12345、全国根治欠薪线索平台转来的线索"),
    "cases.accept": Words("受理、不予受理、转送线索", "监察条例实施规定第十八条：由劳动保障监察机构受理"),
    "cases.work": Words("办理案件", "监察条例第十五条：调查由劳动保障监察员实施"),
    "cases.close": Words("办结案件", "监察条例第十八条：处理决定由监察机构作出"),
    "cases.confirm_unfounded": Words("复核不属实", "须另一人复核；只有一名监察员的县由办公室复核"),
    "cases.settle": Words("销账", "不解决不销账：每个人都付清、有凭证"),
    "cases.reveal": Words("查看反映人全号", "反映页承诺只有监察员能看姓名和号码"),
    "cases.assign_leader": Words("确定包案领导", "挂牌督办、领导包案由领导小组办公室或监察机构提请"),
    "cases.instruct": Words("在包案案件上批示", "包案领导只对自己包的案件作批示"),
}
