"""Roles of people, and what a tenant may change of their rights."""

from django.db import models


class Role(models.TextChoices):
    OFFICE = "office", "领导小组办公室"
    INSPECTOR = "inspector", "劳动保障监察员"
    LEADER = "leader", "分管领导"
    DEPARTMENT = "department", "行业主管部门"
    GRID = "grid", "网格员"
    CONTRACTOR = "contractor", "劳资专管员"
    SUBCONTRACTOR = "subcontractor", "分包劳资员"
    OWNER = "owner", "建设单位"
    BANK = "bank", "开户银行"
    SUPERVISOR = "supervisor", "监理"
    ADMIN = "admin", "租户管理员"
    SECURITY = "security", "安全管理员"
    AUDITOR = "auditor", "审计员"
    OPERATOR = "operator", "平台运维"


GOVERNMENT = (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.GRID)
ENTERPRISE = (Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER, Role.BANK, Role.SUPERVISOR)
# 三员: each pair is kept apart by an exclusion constraint of the database (models/membership.py).
STAFF = (Role.ADMIN, Role.SECURITY, Role.AUDITOR)
APART = (*STAFF, Role.OPERATOR)  # with the operator of the installation
EVERYONE = tuple(Role)
# Roles an administrator may give; the operator's is made at the console (ADR 0016).
GRANTABLE = tuple(role for role in Role if role != Role.OPERATOR)
# A leader has the cases he leads, the security officer the posts and rights; neither sees projects, people or money.
WITHOUT_PROJECTS = (Role.LEADER, Role.SECURITY)


class Effect(models.TextChoices):
    GIVE = "give", "增加"
    WITHDRAW = "withdraw", "收回"


# Who proves himself by two things before any page opens (GB/T 22239-2019 8.1.4.1 d); enterprises may.
TWO_FACTORS = (*GOVERNMENT, *APART)


class AccountState(models.TextChoices):
    """What a list says of an account."""

    IN_USE = "in_use", "在用"
    INVITED = "invited", "待激活"
    SUSPENDED = "suspended", "已停用"


class LinkKind(models.TextChoices):
    """What a one-time link is for."""

    INVITE = "invite", "邀请"
    RESET = "reset", "重置密码"


class Sensitive(models.TextChoices):
    """Kinds of act before which a person proves again who he is; a proof for one opens no other."""

    REVEAL = "reveal", "查看完整号码"
    EXPORT = "export", "导出个人信息"
    KEYS = "keys", "密码、二次验证和登录链接"
    RIGHTS = "rights", "账号与权限"
