"""Who records what an authority outside the portal does, and what it sends."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words

RIGHTS = {
    # What is asked about a person's accounts or a referral to the police is no department's to read.
    "external.view": (Role.OFFICE, Role.INSPECTOR, Role.AUDITOR),
    "external.record": (Role.OFFICE, Role.INSPECTOR),
}

WORDS = {
    "external.view": Words("查看外部机关办理环节和来文", "不在平台上的机关的环节和来文凭文书登记"),
    "external.record": Words("登记外部机关的请求、答复和来文", "须有文号、日期和扫描件"),
}
