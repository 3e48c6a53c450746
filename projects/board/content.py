"""What the board of rights says (条例 第三十四条), from data: the four groups, what is missing, and which edition it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.crypto import salted_hmac

from portal.lib import show
from projects.enums import DepositForm, Part, Post
from projects.models import ProjectParty
from projects.systems.evidence import Evidence
from projects.systems.keys import ARBITRATION, BRIGADE, DEPARTMENT_PHONES, LEGAL_AID, MINIMUM_WAGE, SUPERVISED_BY

SALT = "projects.board"
LEGAL_LINE = "12348"
Number = Callable[[object], str]
CONTRACTOR, TENANT = "施工总承包单位", "租户管理员"


@dataclass(frozen=True)
class Line:
    """One fact on the board; ``needed`` lines stop the print while they are empty, and ``by`` says who fills them in."""

    key: str
    label: str
    text: str
    person: str = ""
    by: str = CONTRACTOR
    needed: bool = True

    @property
    def lacks(self) -> str:
        """What has still to be filled in: of somebody who is named, his number."""
        return f"{self.label}的电话" if self.person else self.label


@dataclass(frozen=True)
class Content:
    """All facts in their order."""

    lines: tuple[Line, ...]

    def __getitem__(self, key: str) -> Line:
        return {line.key: line for line in self.lines}[key]

    @property
    def missing(self) -> list[Line]:
        """What the law wants on the board and nobody has entered."""
        return [line for line in self.lines if line.needed and not line.text]

    @cached_property
    def digests(self) -> dict[str, str]:
        """Every fact under its key, so that a change is seen and no telephone number is kept."""
        return {line.key: _digest(f"{line.text}\n{line.person}") for line in self.lines}

    def changed_since(self, shown: dict[str, str]) -> list[str]:
        """Labels of the facts that are other than on a board that was put up with these digests."""
        return [line.label for line in self.lines if self.digests[line.key] != shown.get(line.key)]

    def edition(self, place: str) -> str:
        """Names this content at this place; printed in the code, so that a photograph tells what hangs there."""
        return _digest("\n".join([place, *sorted(self.digests.values())]))


def _digest(text: str) -> str:
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:10]


def content_of(evidence: Evidence, *, masked: bool = False) -> Content:
    """The facts as they hold on the day of the evidence; ``masked`` for pages, where no number stands in full."""
    project, policies, local = evidence.project, evidence.policies, evidence.local
    wage, phones = policies[MINIMUM_WAGE].value, policies[DEPARTMENT_PHONES].value
    brigade, subs = policies[BRIGADE].value, evidence.subcontractors
    number = _masked if masked else _number
    return Content((
        Line("project", "项目", project.name),
        Line("owner", "建设单位", project.owner.name if project.owner else "", by="行业主管部门"),
        _contact(evidence, "owner_contact", "建设单位负责人", Part.OWNER, number),
        Line("contractor", "施工总承包单位", project.general_contractor.name if project.general_contractor else "", by="行业主管部门"),
        _contact(evidence, "contractor_contact", "项目负责人", Part.GENERAL_CONTRACTOR, number),
        Line("subcontractors", "分包单位", "\n".join(party.organisation.name for party in subs) or "没有分包单位", needed=False),
        Line("subcontractor_contacts", "现场负责人", "\n".join(_person(party, number) for party in subs), needed=False),
        Line("department", "行业主管部门", local.departments.get(project.industry, ""), by=TENANT),
        Line("officer", "劳资专管员", number(project.wage_officer_phone) if project.wage_officer_name else "", project.wage_officer_name),
        Line("pay_day", "发工资的日子", project.pay_day_words if project.pay_day else ""),
        Line("minimum_wage", "当地最低工资标准", f"{show.short_money(wage)} 元/月" if wage is not None else "", by=TENANT),
        Line("account", "工资专用账户", _account(evidence), needed=False),
        Line("deposit", "工资保证金", _deposit(evidence)),
        _post(evidence, "leader", Post.COUNTY_LEADER, number),
        _post(evidence, "grid", Post.GRID_OFFICER, number),
        Line("inspection", "劳动保障监察投诉电话", local.hotline, by=TENANT),
        Line("brigade", "属地监察机构", _entered(brigade and brigade.get("name") and brigade.get("phone")), _entered(brigade and brigade.get("name")), by=TENANT),
        Line("department_phone", "监督电话", _entered(phones and phones.get(project.industry)), by=TENANT),
        Line("arbitration", "仲裁", _entered(policies[ARBITRATION].value), by=TENANT),
        Line("legal_aid", "法律援助", _entered(policies[LEGAL_AID].value), by=TENANT),
        Line("legal_line", "公共法律服务热线", LEGAL_LINE),
        Line("supervised_by", "监制", _entered(policies[SUPERVISED_BY].value), by=TENANT),
    ))  # fmt: skip


def _entered(value: str | None) -> str:
    """Empty as long as the tenant has not entered it: then the line stops the print."""
    return "" if value is None else str(value)


def _contact(evidence: Evidence, key: str, label: str, part: str, number: Number) -> Line:
    party = next((found for found in evidence.parties if found.part == part), None)
    return Line(key, label, _person(party, number) if party else "", needed=False)


def _person(party: ProjectParty, number: Number) -> str:
    return " ".join(filter(None, (party.contact_name, number(party.contact_phone))))


def _number(phone: object) -> str:
    """In full: workers ring it from the board."""
    return phone.plain() if phone else ""


def _masked(phone: object) -> str:
    return str(phone or "")


def _post(evidence: Evidence, key: str, post: Post, number: Number) -> Line:
    row = next((found for found in evidence.posts if found.post == post), None)
    said = " ".join(filter(None, (row.organisation_name, row.name, number(row.phone)))) if row else ""
    return Line(key, post.label, said, needed=False)


def _account(evidence: Evidence) -> str:
    if not evidence.accounts:
        return ""
    account = evidence.accounts[0]
    return f"{account.bank.short_name or account.bank.name} {account.tail}"


def _deposit(evidence: Evidence) -> str:
    """存储形式、银行、金额、有效期，或免存依据 (潞政办发〔2022〕10号 五)."""
    if not evidence.deposits:
        return "尚未存储"
    newest = evidence.deposits[-1]
    if newest.form == DepositForm.EXEMPT:
        return f"免存：{newest.exempt_basis}"
    total = sum((deposit.amount for deposit in evidence.deposits), Decimal(0))
    until = f"，有效至 {newest.expires_on}" if newest.expires_on else ""
    return f"{newest.get_form_display()} {newest.institution} {show.ten_thousand(total)} 万元{until}".replace("  ", " ")


def places_of(places: Sequence[str], boards: Sequence) -> list[str]:
    """Where boards hang or ought to hang."""
    return list(dict.fromkeys([*places, *(board.place for board in boards)]))
