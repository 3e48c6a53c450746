"""Who may do what with projects: verb -> roles."""

from portal.accounts.enums import ENTERPRISE, Role
from portal.accounts.rights import Words

ADMINISTERING = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT)
# The leader has his cases, not the projects.
WATCHING = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.ADMIN, Role.AUDITOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    "projects.list": (*WATCHING, *ENTERPRISE),
    "projects.view": (*WATCHING, *ENTERPRISE),
    "projects.export": (*WATCHING, Role.CONTRACTOR, Role.OWNER),
    "projects.register": ADMINISTERING,
    "projects.import": ADMINISTERING,
    "projects.update": ADMINISTERING,
    # A contractor keeps his own parties and reports what happens on his site.
    "projects.parties": (*ADMINISTERING, Role.CONTRACTOR),
    "projects.report_state": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR),
    "projects.confirm_state": (Role.OFFICE, Role.INSPECTOR),
    "projects.open_account": (Role.INSPECTOR, Role.CONTRACTOR, Role.BANK),
    "projects.file_account": (Role.OFFICE, Role.INSPECTOR),
    "projects.record_agreement": (Role.INSPECTOR, Role.CONTRACTOR),
    "projects.store_deposit": (Role.OFFICE, Role.INSPECTOR, Role.CONTRACTOR),
    "projects.exempt_deposit": (Role.OFFICE, Role.INSPECTOR),
    "projects.deposits": (*WATCHING, Role.CONTRACTOR, Role.OWNER, Role.BANK),
    "projects.assess_deposit": (Role.OFFICE, Role.INSPECTOR),
    # Use and return are the keeper's; who holds the money says what it paid and what lies there.
    "projects.keep_deposit": (Role.OFFICE, Role.INSPECTOR),
    "projects.pay_drawdown": (Role.OFFICE, Role.INSPECTOR, Role.BANK),
    "projects.deposit_statement": (Role.OFFICE, Role.INSPECTOR, Role.BANK),
    "projects.apply_refund": (Role.OFFICE, Role.INSPECTOR, Role.CONTRACTOR),
    "projects.payee_list": (Role.INSPECTOR, Role.BANK),
    "projects.notice_board": (Role.INSPECTOR, Role.GRID, Role.CONTRACTOR),
    "projects.boards": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR, Role.OWNER, Role.AUDITOR),
    "projects.print_board": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR),
    "projects.contacts": (Role.INSPECTOR, Role.DEPARTMENT, Role.CONTRACTOR),
    "projects.record_proof": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.CONTRACTOR, Role.OWNER),
    "projects.coverage": WATCHING,
    "projects.assign": (Role.OFFICE, Role.INSPECTOR),
    "projects.complaint_code": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID, Role.CONTRACTOR, Role.OWNER),
    "projects.employers": WATCHING,
    "projects.register_employer": (Role.OFFICE, Role.INSPECTOR, Role.GRID),
    "projects.inspections": WATCHING,
    "projects.inspect": (Role.INSPECTOR,),
}

WORDS = {
    "projects.list": Words("查看项目台账", "条例第七条：人社统筹，行业部门管本行业；企业只看参建项目"),
    "projects.view": Words("查看项目档案", "同项目台账，一项目一档"),
    "projects.export": Words("导出项目台账", "导出留痕"),
    "projects.register": Words("登记项目", "由属地和行业主管部门登记"),
    "projects.import": Words("导入项目台账", "由属地和行业主管部门登记"),
    "projects.update": Words("修改项目资料", "由属地和行业主管部门核实"),
    "projects.parties": Words("登记参建单位", "条例第三十条：总包对分包实名管理"),
    "projects.report_state": Words("报告工地状态", "停工、复工、完工由现场报告"),
    "projects.confirm_state": Words("确认工地状态", "由监察机构或办公室确认"),
    "projects.open_account": Words("登记工资专户", "条例第二十六条：总包开设，银行登记"),
    "projects.file_account": Words("专户备案", "53号文：开户后 30 日内备案", (Role.DEPARTMENT,)),
    "projects.record_agreement": Words("登记委托代发协议", "条例第三十一条：总包与分包签订"),
    "projects.store_deposit": Words("登记工资保证金", "条例第三十二条：总包存储"),
    "projects.exempt_deposit": Words("保证金减免", "65号文：减免须有依据"),
    "projects.deposits": Words("查看保证金台账", "65号文第二十六条：建立管理台账；企业只看参建项目，银行只看本行存管"),
    "projects.assess_deposit": Words("核定保证金应存额", "65号文第十一、十二条：由人社部门核定"),
    "projects.keep_deposit": Words("保证金动用和返还审核", "65号文第十九、二十二条：由属地人社部门作出"),
    "projects.pay_drawdown": Words("登记保证金支付", "65号文第十九条：银行五个工作日内直接付给农民工本人"),
    "projects.deposit_statement": Words("登记保证金对账单", "65号文第二十一条：银行每季度提供"),
    "projects.apply_refund": Words("申请返还保证金", "65号文第二十二条：总包申请，符合条件未申请的由人社部门启动"),
    "projects.payee_list": Words("打印保证金支付人员清单", "支付通知书附件带完整卡号，逐次留痕"),
    "projects.notice_board": Words("登记告示牌", "条例第三十四条：总包设立，监察员、网格员查看"),
    "projects.boards": Words("查看告示牌内容", "条例第三十四条：告示牌应载明的事项"),
    "projects.print_board": Words("打印告示牌", "载有联系人完整电话，逐次留痕"),
    "projects.contacts": Words("维护现场联系人", "印在告示牌上的姓名和电话"),
    "projects.record_proof": Words("登记制度佐证", "条例第二十三、二十四条：资金安排、支付担保、过程结算由建设单位、总包登记"),
    "projects.coverage": Words("查看制度覆盖率", "本辖区各项制度的覆盖情况"),
    "projects.assign": Words("指定责任监察员和包保责任", "人盯人、人盯项目"),
    "projects.complaint_code": Words("打印扫码反映二维码", "告示牌上的二维码"),
    "projects.employers": Words("查看用人单位", "企业管理服务台账"),
    "projects.register_employer": Words("登记用人单位", "乡镇街道和监察机构登记"),
    "projects.inspections": Words("查看现场检查", "检查结果公开给相关部门"),
    "projects.inspect": Words("实施现场检查", "国办发〔2024〕54号：只有持证执法人员能对企业检查"),
}
