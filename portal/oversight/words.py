"""What the verbs of the trail are called; a test asks for a word of every verb that is recorded anywhere."""

from cases import history as cases
from earlywarning.workflow import WARNING_MOVES
from portal.accounts.enums import LinkKind
from portal.documents.workflow import INSTRUMENT_MOVES
from portal.external.workflow import STEP_MOVES
from portal.tenancy.enums import RegionChangeKind
from projects import history as projects
from wagepay.workflow import SHEET_MOVES

ROOMS = {
    "accounts": "账号与登录",
    "administration": "机构与网格",
    "api": "接口",
    "campaigns": "专项行动",
    "cases": "线索与案件",
    "clearance": "三日清零",
    "documents": "文件与文书",
    "earlywarning": "预警",
    "external": "外部机关",
    "operations": "运行维护",
    "oversight": "审计",
    "projects": "项目",
    "tenancy": "辖区与政策",
    "wagepay": "工资支付",
}
SIGN_INS = (
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.switch",
    "accounts.unlock",
    "accounts.second_factor",
    "accounts.recovery_code",
    "accounts.step_up",
)

# Particulars of an entry, by their keys.
DETAILS = {
    "from": "原状态", "to": "现状态", "note": "说明", "reason": "理由", "field": "项目", "masked": "号码（遮盖）", "name": "名称", "kind": "种类",
    "rows": "行数", "full": "含完整号码", "sha256": "文件指纹", "size": "大小", "on": "日期", "before": "改前", "after": "改后", "changed": "改动",
    "user": "账号", "role": "角色", "organisation": "单位", "day": "日期", "month": "月份", "project": "项目编码", "case": "案件", "amount": "金额",
    "key": "参数", "source": "依据", "file": "文件", "code": "编码", "channel": "渠道", "people": "人数",
}  # fmt: skip

WORDS = {
    "accounts.add_user": "新建账号",
    "accounts.appoint_deputy": "指定代理人",
    "accounts.change_membership": "变更任职",
    "accounts.end_membership": "结束任职",
    "accounts.resume_membership": "恢复任职",
    "accounts.hand_over": "移交工作",
    "accounts.receive_portfolio": "接收移交的工作",
    "accounts.change_password": "修改口令",
    "accounts.choose_password": "设置口令",
    "accounts.edit_user": "修改账号资料",
    "accounts.end_session": "结束自己的登录",
    "accounts.end_sessions": "结束他人的登录",
    "accounts.freeze": "停用敏感数据",
    "accounts.grant": "授予任职",
    "accounts.import": "导入账号",
    "accounts.invite_first_admin": "邀请首个管理员",
    "accounts.lift_freeze": "恢复敏感数据",
    "accounts.recovery_code": "用恢复码登录",
    "accounts.recovery_codes": "生成恢复码",
    "accounts.reset_second_factor": "解除他人的动态口令",
    "accounts.resume": "启用账号",
    "accounts.reveal": "查看完整号码",
    "accounts.second_factor": "动态口令验证",
    "accounts.second_factor_off": "停用动态口令",
    "accounts.second_factor_on": "启用动态口令",
    "accounts.sign_in": "登录",
    "accounts.sign_out": "退出",
    "accounts.step_up": "再次验证身份",
    "accounts.suspend": "停用账号",
    "accounts.suspend_dormant": "停用长期不登录的账号",
    "accounts.switch": "切换任职",
    "accounts.unlock": "解除锁定",
    "administration.close_grid": "撤销网格",
    "administration.keep_grid": "登记网格",
    "api.keys": "发放接口密钥",
    "api.revoke_key": "作废接口密钥",
    "campaigns.correct_cell": "订正统计格",
    "campaigns.decide": "认定项目称号",
    "campaigns.make_bulletin": "生成周通报",
    "campaigns.nominate": "提名项目称号",
    "campaigns.report_task": "填报任务进展",
    "campaigns.send_table": "报送统计表",
    "campaigns.start": "启动专项行动",
    "campaigns.table_pdf": "打印统计表",
    "campaigns.table_workbook": "导出统计表",
    "campaigns.withdraw_correction": "撤回订正",
    "campaigns.withdraw_nomination": "撤回提名",
    "cases.import_leads": "导入线索",
    "clearance.extend": "批准延期",
    "documents.ask_export": "申请导出",
    "documents.download": "下载文件",
    "documents.export": "导出",
    "documents.file.hold": "保全文件",
    "documents.file.release": "解除保全",
    "documents.file.remove": "删除文件",
    "documents.file.scan": "文件查毒",
    "documents.files.sweep": "清理残稿",
    "documents.hand_out": "下载导出的文件",
    "documents.instrument.ask_seal": "申请用印",
    "documents.instrument.draft": "拟稿",
    "documents.instrument.edit": "修改文稿",
    "documents.instrument.print": "打印文书",
    "documents.instrument.seal": "用印",
    "documents.instrument.seal_by_hand": "登记手工用印",
    "documents.print": "打印公文",
    "documents.template.make": "设定文书模板",
    "documents.template.withdraw": "撤回文书模板",
    "documents.upload": "上传文件",
    "earlywarning.assign": "交办预警",
    "operations.add_key": "增加密钥",
    "operations.rotate_keys": "更换密钥",
    "oversight.evidence": "下载核验材料",
    "oversight.verify": "核验操作记录",
    "projects.enrol_organisation": "登记参建单位",
    "projects.record_inspection": "登记检查",
    "projects.register_employer": "登记用人单位",
    "external.ask": "登记去函",
    "external.enrol": "登记外部机关",
    "tenancy.end_policy": "停用政策参数",
    "tenancy.import_holidays": "导入节假日",
    "tenancy.import_regions": "导入区划",
    "tenancy.merge_organisations": "合并机构",
    "tenancy.open": "开通租户",
    "tenancy.register_organ": "登记机关",
    "tenancy.register_organisation": "登记机构",
    "tenancy.rename_organisation": "机构更名",
    "tenancy.set_letterhead": "设置红头",
    "tenancy.set_policy": "设置政策参数",
    "tenancy.update_organisation": "修改机构资料",
    "wagepay.abandon": "放弃上传",
    "wagepay.accept_account": "导入专户流水",
    "wagepay.accept_attendance": "导入考勤",
    "wagepay.accept_payroll": "提交工资表",
    "wagepay.accept_receipts": "导入代发回单",
    "wagepay.accept_roster": "导入花名册",
    "wagepay.recompute": "重算汇总",
    "wagepay.reveal": "查看完整号码",
    "wagepay.template": "下载含完整号码的工资表样表",
    "wagepay.upload": "上传工资资料",
} | projects.WORDS | cases.WORDS  # fmt: skip
WORDS |= {f"accounts.link_{kind}": f"发出{kind.label}链接" for kind in LinkKind} | {f"tenancy.region_{kind}": f"区划{kind.label}" for kind in RegionChangeKind}
for prefix, moves in (
    ("wagepay.payrollsheet", SHEET_MOVES),
    ("earlywarning.earlywarning", WARNING_MOVES),
    ("documents.instrument", INSTRUMENT_MOVES),
    ("external.externalstep", STEP_MOVES),
):
    WORDS |= {f"{prefix}.{move.verb}": move.label for move in moves}


def word_of(verb: str) -> str:
    """The Chinese word; a verb nobody named shows its room and itself."""
    return WORDS.get(verb) or f"{ROOMS.get(verb.split('.')[0], '')} {verb}".strip()
