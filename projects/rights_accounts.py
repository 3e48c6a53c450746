"""Who may do what with papers, special wage accounts and their closing: verb -> roles."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words
from projects.rights import WATCHING

RIGHTS: dict[str, tuple[Role, ...]] = {
    # account, papers and closing belong to the site as a whole: no business of a firm there for its own people alone
    "projects.accounts": (*WATCHING, Role.CONTRACTOR, Role.OWNER, Role.BANK, Role.SUPERVISOR),
    "projects.keep_paper": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.CONTRACTOR, Role.OWNER, Role.BANK),
    "projects.record_freeze": (Role.INSPECTOR, Role.CONTRACTOR, Role.BANK),
    "projects.start_closing": (Role.INSPECTOR, Role.CONTRACTOR),
    "projects.agree_closing": (Role.OFFICE, Role.INSPECTOR),
    "projects.close_account": (Role.INSPECTOR, Role.CONTRACTOR, Role.BANK),
    "projects.record_progress": (Role.CONTRACTOR, Role.OWNER),
    "projects.transfer": (Role.OFFICE,),
    "projects.join": (Role.OFFICE, Role.INSPECTOR),
    "projects.permits": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.ADMIN, Role.AUDITOR),
    "projects.import_permits": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT),
    "projects.import_stock": (Role.INSPECTOR,),
    "projects.backlog": (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.ADMIN, Role.AUDITOR),
}
WORDS = {
    "projects.accounts": Words("查看专用账户和收尾办理", "专户是全工地的，分包不看"),
    "projects.keep_paper": Words("上传项目材料", "谁的材料谁上传：总包传协议和承诺书，建设单位传资金证明，银行传冻结文书"),
    "projects.record_freeze": Words("登记专户冻结和解除", "条例第三十三条：银行、总包发现冻结即登记"),
    "projects.start_closing": Words("公示和撤回专户销户", "53号文第九条：总包公示三十日"),
    "projects.agree_closing": Words("同意专户销户", "53号文第九条、第十条：监管部门核对后通知银行"),
    "projects.record_progress": Words("登记工程进度款", "条例第二十九条：建设单位拨付，总包核对"),
    "projects.transfer": Words("移交项目到别的县区", "由两地共同的上级办公室办理，全部资料随迁"),
    "projects.join": Words("合并重复建档的项目", "由属地监察机构或办公室核对"),
    "projects.permits": Words("查看施工许可比对", "条例第三十八条：共享许可信息"),
    "projects.import_permits": Words("导入施工许可台账、核对建档", "许可部门和监察机构核对"),
    "projects.import_stock": Words("导入上线前的专户、保证金和承诺书", "上线时一次导入，由监察机构核对"),
    "projects.backlog": Words("查看制度存量清单", "上线前已经存在的缺项"),
    "projects.close_account": Words("登记专户已销户", "53号文第九条：凭监管部门通知销户"),
}
# What the trail calls them, beside the moves of a closing.
TRAIL = {
    "projects.keep_paper": "上传项目材料",
    "projects.upload_account": "登记专户信息上传平台",
    "projects.deposit_copies": "登记保证金材料备案和上传",
    "projects.record_freeze": "登记专户冻结",
    "projects.record_thaw": "登记专户解冻",
    "projects.start_closing": "公示专户销户",
    "projects.draft_account_letter": "拟专户文书",
    "projects.change_contract": "登记合同变更",
    "projects.record_progress": "登记工程进度款",
    "projects.transfer": "移交项目",
    "projects.join": "并入重复建档",
    "projects.joined_into": "因重复建档并入别的项目",
    "projects.import_stock": "导入上线前台账",
    "projects.match_permit": "施工许可对上项目",
    "projects.rule_out_permit": "登记许可不用建档",
    "projects.release_permit": "撤回许可的建档核对",
    "projects.print_form": "打印承诺书、公示单",
}
