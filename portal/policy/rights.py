"""Who reads the figures, who sets them, who enters a year's holidays, who reckons a deadline."""

from portal.accounts.enums import GOVERNMENT, Role
from portal.accounts.rights import Words

# A leader has his cases alone.
READERS = (*(role for role in GOVERNMENT if role != Role.LEADER), Role.ADMIN, Role.AUDITOR)

RIGHTS = {
    "policy.view": READERS,
    # One's own layer alone: a city the city's, a county the county's; the national one is code.
    "policy.edit": (Role.ADMIN,),
    "policy.holidays": (Role.ADMIN,),
    "policy.deadlines": READERS,
}

WORDS = {
    "policy.view": Words("查看政策参数", "每个数字写明依据文件和哪一级规定"),
    "policy.edit": Words("录入本级政策参数", "租户管理员依据本级文件录入"),
    "policy.holidays": Words("录入放假安排", "国务院办公厅每年的放假通知"),
    "policy.deadlines": Words("推算法定期限", "工作人员办案用"),
}
