"""Who looks after the running of the portal. What concerns every tenant at once is the operator's work at the console."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "operations.jobs": (Role.ADMIN,),
    "operations.steer_jobs": (Role.ADMIN,),
    "operations.schedule": (Role.ADMIN,),
    "operations.gallery": (Role.ADMIN, Role.SECURITY, Role.OPERATOR),
}

WORDS = {
    "operations.jobs": Words("查看后台任务", "租户管理员看本租户的任务"),
    "operations.steer_jobs": Words("重试、取消后台任务", "租户管理员处理失败的任务"),
    "operations.schedule": Words("查看定时任务表", "租户管理员了解系统何时做什么"),
    "operations.gallery": Words("查看界面部件", "管理和运维人员核对界面、培训和验收时对照"),
}
