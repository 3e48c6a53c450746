"""小额短期工程: small, short or scattered works keep a shorter list of duties, as the tenant's own paper says, and never none."""

import datetime as dt
from typing import Any

from portal.tenancy.policies import PolicySet
from projects.models import Project
from projects.systems.keys import SIMPLE_WAIVED, SIMPLE_WORKS

# Whoever works has a contract, is known by name, and is paid by the month's sheet: no paper of a place waives these.
KEPT = frozenset({"registered", "contracts", "roster", "attendance", "payroll", "paid"})
WAN = 10_000


def is_simple(project: Project, policies: PolicySet) -> bool:
    """Whether any line of the tenant's table describes the project."""
    return any(_describes(line, project) for line in policies[SIMPLE_WORKS].value or ())


def waived(project: Project, policies: PolicySet) -> frozenset[str]:
    """The elements that are not asked of the project."""
    codes = codes_waived(policies)
    return codes if codes and is_simple(project, policies) else frozenset()


def codes_waived(policies: PolicySet) -> frozenset[str]:
    """The elements that the tenant asks of none of its simple works."""
    return frozenset(policies[SIMPLE_WAIVED].value or ()) - KEPT


def _describes(line: dict[str, Any], project: Project) -> bool:
    """All that the line names must be true; a line that names nothing describes nobody, and what is not known is not true."""
    days, wan, site = line.get("days"), line.get("wan"), line.get("site")
    told = [days and _is_shorter(project, days), wan and _is_smaller(project, wan), site and project.site_kind == site]
    asked = [found for found, named in zip(told, (days, wan, site), strict=True) if named]
    return bool(asked) and all(asked)


def _is_shorter(project: Project, days: int) -> bool:
    """From the first day to the last, both counted."""
    begin, end = project.started_on or project.contract_signed_on, project.completed_on or project.planned_end_on
    return begin is not None and end is not None and end - begin + dt.timedelta(days=1) < dt.timedelta(days=days)


def _is_smaller(project: Project, wan: int) -> bool:
    return project.contract_amount is not None and project.contract_amount < wan * WAN
