"""Who may do what with people, days, sheets and money: verb -> roles."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

WORKING = (Role.CONTRACTOR, Role.SUBCONTRACTOR)
LOOKING_AFTER = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.AUDITOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    # sums of projects and months
    "wagepay.overview": (*WORKING, *LOOKING_AFTER, Role.GRID, Role.OWNER, Role.BANK, Role.SUPERVISOR),
    # single people, masked
    "wagepay.people": (*WORKING, *LOOKING_AFTER),
    "wagepay.reveal": (*WORKING, Role.INSPECTOR),
    "wagepay.roster": WORKING,
    "wagepay.import_stock": (Role.INSPECTOR,),
    "wagepay.attendance": WORKING,
    "wagepay.submit": WORKING,
    "wagepay.approve": (Role.CONTRACTOR,),
    "wagepay.close": (Role.CONTRACTOR,),
    "wagepay.reopen": (Role.CONTRACTOR, Role.INSPECTOR),
    # batches for the bank: their lines masked; the file with whole numbers; making, withdrawing and sending again
    "wagepay.batches": (*WORKING, *LOOKING_AFTER, Role.BANK),
    "wagepay.batch": (Role.CONTRACTOR,),
    "wagepay.bank_file": (Role.CONTRACTOR, Role.BANK),
    "wagepay.outside": WORKING,
    # papers of a sheet: slips for its workers; the ledger with whole numbers
    "wagepay.payslips": WORKING,
    "wagepay.ledger": (*WORKING, Role.INSPECTOR),
    "wagepay.layouts": (Role.BANK, Role.ADMIN),
    "wagepay.receipts": (Role.CONTRACTOR, Role.BANK),
    "wagepay.entries": (Role.CONTRACTOR, Role.BANK, Role.OWNER),
    "wagepay.account": (Role.CONTRACTOR, Role.OWNER, Role.BANK, *LOOKING_AFTER),
    # debits to nobody of the roster: signed for by the contractor, judged by the inspector
    "wagepay.explain_exception": (Role.CONTRACTOR,),
    "wagepay.judge_exception": (Role.INSPECTOR,),
    # what owner and bank report about the money
    "wagepay.reports": (Role.OWNER, Role.BANK, Role.CONTRACTOR, *LOOKING_AFTER),
    "wagepay.report_money": (Role.OWNER, Role.BANK),
    "wagepay.judge_report": (Role.INSPECTOR,),
    # what the supervisor says of a month as a whole
    "wagepay.opinions": (Role.SUPERVISOR, Role.CONTRACTOR, Role.OWNER, *LOOKING_AFTER),
    "wagepay.give_opinion": (Role.SUPERVISOR,),
    "wagepay.devices": (Role.CONTRACTOR, *LOOKING_AFTER),
    "wagepay.keep_devices": (Role.CONTRACTOR,),
    "wagepay.explain_anomaly": WORKING,
    "wagepay.judge_anomaly": (Role.INSPECTOR,),
    "wagepay.elsewhere": (Role.INSPECTOR,),
    # given to keys, to no role
    "wagepay.punch": (),
    # the national real-name platform: package, what was sent, what it answered
    "wagepay.exchange": (Role.CONTRACTOR, Role.INSPECTOR),
    # any file: the kind's own verb is asked for as well
    "wagepay.upload": (*WORKING, Role.BANK, Role.OWNER),
}

WORDS = {
    "wagepay.overview": Words("查看工资支付汇总", "项目、月份的合计数，不到个人"),
    "wagepay.people": Words("查看工人和工资明细（掩码）", "条例第三十三条：工资支付台账；政府部门监督检查"),
    "wagepay.reveal": Words("查看工人全号", "个人信息保护法第二十八条：用工单位和依法调查的监察员"),
    "wagepay.roster": Words("登记花名册", "条例第二十八条：用工实名登记由用人单位办理"),
    "wagepay.import_stock": Words("导入存量花名册、合同和工资卡", "上线时由县区人社部门导入已有资料，缺的限期补齐"),
    "wagepay.attendance": Words("登记考勤", "条例第二十八条：由用人单位记录"),
    "wagepay.submit": Words("提交工资表", "条例第三十一条：分包编制"),
    "wagepay.approve": Words("审核工资表", "条例第三十一条：总包审核代发"),
    "wagepay.close": Words("月度结账", "条例第三十一条：总包代发，发清后结账"),
    "wagepay.reopen": Words("重新开账", "结账后要更正的，写明原因；监察员依法责令更正时也可办理"),
    "wagepay.batches": Words("查看代发批次", "批次、回单、凭证，号码掩码"),
    "wagepay.batch": Words("生成、撤回、重发代发批次", "条例第三十一条：总包代发"),
    "wagepay.bank_file": Words("下载银行代发文件", "含完整卡号，每次下载留痕"),
    "wagepay.outside": Words("登记生活费、借支和专户外发放", "有凭证的才抵工资"),
    "wagepay.payslips": Words("打印工资清单", "条例第十五条：支付工资时提供本人工资清单"),
    "wagepay.ledger": Words("导出工资支付台账", "条例第十五条：十一项，含完整号码，每次留痕"),
    "wagepay.layouts": Words("维护银行文件格式", "各家银行代发文件的列、表头和原因代码"),
    "wagepay.receipts": Words("登记代发回单", "总包、开户银行办理"),
    "wagepay.entries": Words("登记专户流水", "条例第二十七条：银行、总包、建设单位各登各的"),
    "wagepay.account": Words("查看专户流水", "专户专用，分包不看"),
    "wagepay.explain_exception": Words("说明专户异常支出", "53号文第七条：不得转入本项目农民工以外的账户、不得提现，例外由总包写明事由并签名"),
    "wagepay.judge_exception": Words("核实专户异常支出", "条例第三十七条、第三十八条：监察员核实"),
    "wagepay.reports": Words("查看资金情况报告", "条例第二十七条、53号文第十二条：开户银行、建设单位报告并通知总包，监管部门核实"),
    "wagepay.report_money": Words("报告资金情况", "条例第二十七条：开户银行发现未按约拨付；53号文第十二条：建设单位已足额拨付而总包仍欠"),
    "wagepay.judge_report": Words("核实资金情况报告", "条例第二十七条：纳入预警；监察员核实"),
    "wagepay.opinions": Words("查看监理意见", "53号文第二十二条：监理审核的结论供总包、建设单位和监管部门使用"),
    "wagepay.give_opinion": Words("填写监理意见", "53号文第二十二条：可以委托监理单位审核、监督工资支付"),
    "wagepay.devices": Words("查看考勤设备", "设备是全工地的，分包不看"),
    "wagepay.keep_devices": Words("登记和停用考勤设备、签发设备密钥", "条例第二十八条：施工总承包单位配备实名登记所需的设施设备"),
    "wagepay.explain_anomaly": Words("说明考勤异常", "用人单位说明情况"),
    "wagepay.judge_anomaly": Words("核实考勤异常", "条例第三十八条：监察员核实"),
    "wagepay.elsewhere": Words("查询此人在几个县区登记", "只答数目，逐次留痕"),
    "wagepay.punch": Words("上报考勤记录", "只发给接口密钥，不给人"),
    "wagepay.exchange": Words("上报实名制平台", "条例第二十八条：用工实名登记信息上传平台；号码默认遮住，全号另走第二人批准"),
    "wagepay.upload": Words("上传文件", "各类文件另看该类的权限"),
}
GRANTS = {"wagepay.punch": "上报考勤记录", "wagepay.receipts": "上报代发回单", "wagepay.entries": "上报专户流水"}
