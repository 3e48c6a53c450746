"""Roles of people."""

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
    AUDITOR = "auditor", "审计员"


GOVERNMENT = (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DEPARTMENT, Role.GRID)
ENTERPRISE = (Role.CONTRACTOR, Role.SUBCONTRACTOR, Role.OWNER, Role.BANK, Role.SUPERVISOR)
EVERYONE = tuple(Role)
