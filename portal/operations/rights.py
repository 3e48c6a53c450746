"""Who looks after the running of the portal: an administrator his tenant's jobs, the operator those of the timetable."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    "operations.jobs": (Role.ADMIN, Role.OPERATOR),
    "operations.steer_jobs": (Role.ADMIN, Role.OPERATOR),
    "operations.schedule": (Role.ADMIN, Role.OPERATOR),
    # Their logs name no person and no tenant's rows.
    "operations.timetable_jobs": (Role.OPERATOR,),
    "operations.gallery": (Role.ADMIN, Role.SECURITY, Role.OPERATOR),
}

WORDS = {
    "operations.jobs": Words("查看后台任务", "租户管理员看本租户的任务，平台运维看定时任务"),
    "operations.steer_jobs": Words("重试、取消后台任务", "谁看得到，谁处理失败的任务"),
    "operations.schedule": Words("查看定时任务表", "了解系统何时做什么"),
    "operations.timetable_jobs": Words("处理全平台的定时任务", "不属于任何租户，由平台运维重试"),
    "operations.gallery": Words("查看界面部件", "管理和运维人员核对界面、培训和验收时对照"),
}
