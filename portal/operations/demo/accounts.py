"""The demo accounts; one password for all, never in production."""

import datetime as dt
from dataclasses import dataclass

from portal.accounts.actions.add_user import add_user
from portal.accounts.actions.create_operator import create_operator
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.enums import ENTERPRISE, STAFF, Role
from portal.accounts.models import User
from portal.operations.demo.enterprises import Firms
from portal.operations.demo.jurisdictions import Land
from portal.operations.demo.people import People
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor

PASSWORD = "Taihang#2026"


@dataclass(frozen=True)
class Account:
    """One account of the demonstration. ``place`` is a region's code, or the attribute of ``Firms`` of an enterprise;

    ``rest`` gives it every county of the tenant that has no inspector of its own, one membership each.
    """

    username: str
    role: str
    place: str
    label: str
    shown: bool = True
    industry: str = ""
    township: str = ""
    rest: bool = False


ACCOUNTS = (
    Account("yq-office", Role.OFFICE, "140300", "阳泉市领导小组办公室"),
    Account("pd-inspector", Role.INSPECTOR, "140321", "平定县劳动保障监察员"),
    Account("yx-inspector", Role.INSPECTOR, "140322", "盂县劳动保障监察员"),
    Account("lz-inspector", Role.INSPECTOR, "140403", "潞州区劳动保障监察员"),
    Account("xq-inspector", Role.INSPECTOR, "120111", "西青区劳动保障监察员"),
    Account("lq-inspector", Role.INSPECTOR, "623026", "碌曲县劳动保障监察员"),
    Account("pds-office", Role.OFFICE, "410400", "平顶山市领导小组办公室"),
    Account("pd-zhujian", Role.DEPARTMENT, "140321", "平定县住建局", industry=Industry.HOUSING),
    Account("owner", Role.OWNER, "owner", "建设单位"),
    Account("supervisor", Role.SUPERVISOR, "supervisor", "监理单位"),
    Account("bank", Role.BANK, "bank", "开户银行"),
    Account("pd-grid", Role.GRID, "140321", "平定县冠山镇网格员", township="140321100"),
    Account("xq-grid", Role.GRID, "120111", "西青区网格员（看护的项目超过 3 个）", shown=False, township="120111100 120111101 120111102 120111103"),
    Account("contractor", Role.CONTRACTOR, "general_contractor", "施工总承包单位劳资专管员"),
    Account("subcontractor", Role.SUBCONTRACTOR, "labour_firm", "分包单位劳资员"),
    Account("admin-yq", Role.ADMIN, "140300", "阳泉市租户管理员"),
    Account("auditor-yq", Role.AUDITOR, "140300", "阳泉市审计员"),
    Account("security-yq", Role.SECURITY, "140300", "阳泉市安全管理员"),
    Account("pd-leader", Role.LEADER, "140321", "平定县分管领导（包案领导）"),
    Account("lz-office", Role.OFFICE, "140403", "潞州区领导小组办公室", shown=False),
    Account("xq-office", Role.OFFICE, "120111", "西青区领导小组办公室", shown=False),
    Account("lq-office", Role.OFFICE, "623026", "碌曲县专班办公室", shown=False),
    Account("yq-inspector", Role.INSPECTOR, "140300", "阳泉市其他区劳动保障监察员", shown=False, rest=True),
    Account("pds-inspector", Role.INSPECTOR, "410400", "平顶山市各县（市、区）劳动保障监察员", shown=False, rest=True),
    Account("operator", Role.OPERATOR, "", "平台运维（区划、机构、开通租户）"),
)


def open_accounts(*, actor: Actor, land: Land, firms: Firms, people: People, on: dt.date, at: dt.datetime) -> dict[str, User]:
    """Users and memberships by username."""
    keeper = system_actor(land.places["140321"].tenant)  # the enterprises' clerks are 阳泉's
    users = {user.username: user for user in User.objects.filter(username__in=[account.username for account in ACCOUNTS])}
    for account in ACCOUNTS:
        if account.username in users:
            continue
        if account.role == Role.OPERATOR:
            since = on - dt.timedelta(days=400)
            made = create_operator(actor=actor, username=account.username, name=people.name(), password=PASSWORD, on=since, at=at, must_change=False)
            users[account.username] = made.user
            continue
        opener = keeper if account.role in ENTERPRISE else actor
        user = users[account.username] = add_user(actor=opener, username=account.username, name=people.name(), password=PASSWORD, at=at, must_change=False)
        for organisation, region in _where(account, land, firms):
            grant_membership(
                actor=actor,
                user=user,
                role=account.role,
                organisation=organisation,
                on=on - dt.timedelta(days=400),
                region=region,
                industries=[account.industry] if account.industry else [],
                townships=list(Region.objects.filter(code__in=account.township.split())),
            )
    return users


def _where(account: Account, land: Land, firms: Firms) -> list[tuple[Organisation, Region | None]]:
    """For whom and where: one pair for each membership."""
    enterprises = {
        "owner": firms.owners[0],
        "bank": firms.banks[0],
        "supervisor": firms.supervisor,
        "general_contractor": firms.general_contractor,
        "labour_firm": firms.labour_firm,
    }
    if account.place in enterprises:
        return [(enterprises[account.place], None)]
    if account.rest:
        taken = {other.place for other in ACCOUNTS if other.role == Role.INSPECTOR}
        return [(place.bureau, place.region) for code, place in land.places.items() if place.tenant.code == account.place and code not in taken]
    if account.role in (Role.OFFICE, *STAFF):
        tenant = next(tenant for tenant in land.tenants if tenant.region.code == account.place)
        return [(tenant.office, tenant.region)]
    place = land.places[account.place]
    return [(place.departments[account.industry] if account.industry else place.bureau, place.region)]


def account_lines() -> list[str]:
    """What ``up`` prints."""
    width = max(len(account.username) for account in ACCOUNTS if account.shown)
    return [f"演示账号（密码都是 {PASSWORD}）："] + [f"  {account.username:<{width}}  {account.label}" for account in ACCOUNTS if account.shown]
