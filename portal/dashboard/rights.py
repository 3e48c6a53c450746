"""Who may open which overview."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "dashboard.desk": tuple(Role),
    "dashboard.search": tuple(Role),
    "dashboard.leading_group": (Role.OFFICE, Role.INSPECTOR, Role.AUDITOR),
}

WORDS = {
    "dashboard.desk": Words("工作台", "每个人都有自己的工作台"),
    "dashboard.search": Words("全局搜索", "只搜到自己权限内的"),
    "dashboard.leading_group": Words("调度驾驶舱", "领导小组办公室统筹，监察员看本辖区"),
}
