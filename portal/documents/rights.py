"""Who may do what with files and instruments."""

from portal.accounts.enums import ENTERPRISE, EVERYONE, WITHOUT_PROJECTS, Role
from portal.accounts.rights import Words

DRAFTERS = (Role.OFFICE, Role.INSPECTOR, Role.DEPARTMENT, Role.GRID)
SIGNERS = (Role.OFFICE, Role.INSPECTOR)
# The leader instructs in his cases; the three officers of the portal handle no documents, the auditor and the administrator read.
READERS = tuple(role for role in EVERYONE if role not in WITHOUT_PROJECTS)

RIGHTS = {
    "documents.download": READERS,
    # A list is exported by whoever may read it; the file is his own.
    "documents.export": EVERYONE,
    "documents.approve_export": (Role.OFFICE, Role.INSPECTOR, *ENTERPRISE),
    "documents.expire_export": (),
    "documents.list": READERS,
    "documents.draft": DRAFTERS,
    "documents.review": SIGNERS,
    "documents.issue": SIGNERS,
    "documents.serve": (Role.OFFICE, Role.INSPECTOR),
    # Any unit may be written to and answers for itself.
    "documents.reply": (Role.OFFICE, Role.INSPECTOR, *ENTERPRISE),
    "documents.withdraw": SIGNERS,
    # Only the daily sweep: no person lets a deadline pass.
    "documents.overdue": (),
    # Only the seal service's answer moves a seal; a person may ask again or seal by hand.
    "documents.seal": (Role.OFFICE, Role.INSPECTOR),
    # The words of the tenant's own letters.
    "documents.templates": (Role.OFFICE, Role.ADMIN),
    # The keeper of files sees names, sizes and states; to read one he needs the scope like everybody else.
    "documents.files": (Role.ADMIN, Role.AUDITOR, Role.OFFICE),
    "documents.files_scan": (Role.ADMIN,),
    "documents.files_hold": (Role.ADMIN, Role.OFFICE),
    "documents.files_remove": (Role.ADMIN,),
}

WORDS = {
    "documents.seal": Words("用印", "签章系统回执为准，人工用印须登记"),
    "documents.templates": Words("维护本地文书用语", "发文机关自己的用语"),
    "documents.files": Words("查看文件清单", "只看名称、大小、状态，看内容另需权限"),
    "documents.files_scan": Words("重新查毒", "由租户管理员办理"),
    "documents.files_hold": Words("暂停到期清理", "案件、审计需要时保留"),
    "documents.files_remove": Words("清理到期文件", "保存期满，由租户管理员办理"),
    "documents.export": Words("导出到下载中心", "谁看得到列表谁能导出掩码数据，导出留痕加水印"),
    "documents.approve_export": Words("批准全号导出", "全号导出须另一人批准（GB/T 35273 7.1）"),
    "documents.expire_export": Words("清理过期导出", "由系统定时办理"),
    "documents.download": Words("下载文件", "只能下载自己看得到的事项的文件"),
    "documents.list": Words("查看文书", "发文、收文单位和上级各看各的"),
    "documents.draft": Words("起草文书", "经办人起草"),
    "documents.review": Words("审核文书", "审核人不是起草人"),
    "documents.issue": Words("签发文书", "党政机关公文处理工作条例：由机关负责人或授权人签发"),
    "documents.serve": Words("登记送达", "送达须有回证"),
    "documents.reply": Words("回复文书", "收文单位自己回复"),
    "documents.withdraw": Words("撤回文书", "发文机关自己撤回，文号作废不补"),
    "documents.overdue": Words("文书到期未回复", "由系统每日检查"),
}
