"""Messages are one's own; official notices, words and failures are the office's and the administrator's."""

from portal.accounts.enums import EVERYONE, Role
from portal.accounts.rights import Words

RIGHTS = {
    "notices.own": EVERYONE,
    # The page exists in the demo only.
    "notices.demo": EVERYONE,
    "notices.send_official_notice": (Role.OFFICE, Role.INSPECTOR),
    "notices.official_notices": (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.AUDITOR),
    "notices.edit_templates": (Role.ADMIN,),
    "notices.deliveries": (Role.ADMIN,),
}

WORDS = {
    "notices.own": Words("本人消息", "每个人只看自己的消息"),
    "notices.demo": Words("演示邮件和短信", "只在演示环境出现"),
    "notices.send_official_notice": Words("发通知、催阅", "办公室和监察机构向下级、部门和企业发通知"),
    "notices.official_notices": Words("看通知阅读情况", "发送单位、分管领导和审计查看谁读了通知"),
    "notices.edit_templates": Words("修改消息模板", "租户管理员维护本辖区的消息文字"),
    "notices.deliveries": Words("看和重发邮件短信", "租户管理员处理发送失败"),
}
