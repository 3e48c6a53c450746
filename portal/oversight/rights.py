"""Who looks over the others' shoulders: the auditor alone; nobody here changes anything."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "oversight.log": (Role.AUDITOR,),
    # Who changed what of a project or a warning: those who answer for it.
    "oversight.history": (Role.OFFICE, Role.INSPECTOR, Role.ADMIN, Role.AUDITOR),
    # A case names people.
    "oversight.case_history": (Role.INSPECTOR, Role.AUDITOR),
}

WORDS = {
    "oversight.log": Words("查阅操作记录", "审计员只读，管理员不能改记录（GB/T 22239 8.1.4.3）"),
    "oversight.history": Words("查看项目和预警的变更历史", "对它负责的人"),
    "oversight.case_history": Words("查看案件的变更历史", "历史里有反映人，只给监察员和审计员"),
}
