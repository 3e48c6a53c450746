"""Builders of projects and what hangs on them; every row is valid by full_clean(). Call them inside ``acting(actor)``."""

import datetime as dt
from decimal import Decimal
from itertools import count

from django.utils import timezone

from portal.tenancy.enums import Industry
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import current_actor
from projects.actions.parties import join
from projects.actions.register_project import register_project
from projects.enums import DepositForm, Part, TableClass
from projects.models import Employer, Inspection, Project, ProjectParty, ProjectProof, RightsNoticeBoard, Seen, SpecialWageAccount, WageSecurityDeposit
from projects.proof_kinds import ProofKind
from tests.make import tenancy
from tests.make.documents import stored_file
from tests.make.tenancy import saved

ON = dt.date(2026, 11, 20)
PLACES = ("入口处", "项目部", "生活区")
_serial = count(1)


def make_project(region: Region, name: str = "", *, on: dt.date = ON, **fields) -> Project:
    """A project under construction, registered by the act itself under the actor whose scope is open."""
    number = next(_serial)
    fields.setdefault("industry", Industry.HOUSING)
    fields.setdefault("owner", None)
    if fields["owner"] is None:
        fields["owner"] = tenancy.enterprise(f"样例置业{number}有限公司")
    if fields.get("general_contractor") is None:
        fields["general_contractor"] = tenancy.enterprise(f"示例建工{number}有限公司")
    fields.setdefault("contract_amount", Decimal("20000000.00"))
    fields.setdefault("contract_signed_on", on - dt.timedelta(days=200))
    fields.setdefault("permit_issued_on", on - dt.timedelta(days=190))
    fields.setdefault("permit_number", f"样例许可{number}")
    fields.setdefault("started_on", on - dt.timedelta(days=180))
    fields.setdefault("planned_end_on", on + dt.timedelta(days=300))
    fields.setdefault("labour_cost_share", Decimal("0.2000"))
    fields.setdefault("labour_cost_cycle_months", 1)
    fields.setdefault("uploaded_on", on - dt.timedelta(days=170))
    fields.setdefault("pay_day", 20)
    fields.setdefault("wage_officer_name", "样例劳资员")
    return register_project(actor=current_actor(), region=region, on=on, at=timezone.now(), name=name or f"样例花园{number}期", **fields)


def make_party(
    project: Project, organisation: Organisation | None = None, part: str = Part.SUBCONTRACTOR, *, on: dt.date | None = None, **fields
) -> ProjectParty:
    """A party with its participation."""
    organisation = organisation or tenancy.enterprise(f"样例劳务{next(_serial)}有限公司")
    return join(project=project, organisation=organisation, part=part, on=on or project.started_on, **fields)


def make_account(project: Project, bank: Organisation | None = None, **fields) -> SpecialWageAccount:
    """A special wage account, opened in time, and its bank as a party."""
    bank = bank or tenancy.bank(f"示例银行{next(_serial)}支行")
    fields.setdefault("account_name", f"{project.general_contractor.name}{project.name}农民工工资专用账户")
    fields.setdefault("account_number", f"622{next(_serial):013d}")
    fields.setdefault("opened_on", (project.contract_signed_on or ON) + dt.timedelta(days=10))
    fields.setdefault("agreement_on", fields["opened_on"])
    fields.setdefault("filed_on", fields["opened_on"])
    join(project=project, organisation=bank, part=Part.BANK, on=fields["opened_on"])
    return saved(SpecialWageAccount(project=project, region_id=project.region_id, bank=bank, **fields))


def make_deposit(project: Project, **fields) -> WageSecurityDeposit:
    """A bank guarantee in force."""
    fields.setdefault("form", DepositForm.BANK_GUARANTEE)
    fields.setdefault("required_amount", Decimal("300000.00"))
    fields.setdefault("amount", Decimal("300000.00"))
    fields.setdefault("institution", "示例银行样例支行")
    fields.setdefault("document_number", f"BH{next(_serial):06d}")
    fields.setdefault("deposited_on", (project.permit_issued_on or ON) + dt.timedelta(days=5))
    fields.setdefault("expires_on", ON + dt.timedelta(days=400))
    fields.setdefault("is_on_demand", True)
    fields.setdefault("beneficiary", "平定县人力资源和社会保障局" if fields["form"] == DepositForm.BANK_GUARANTEE else "")
    return saved(WageSecurityDeposit(project=project, region_id=project.region_id, **fields))


def make_board(project: Project, place: str = "大门", **fields) -> RightsNoticeBoard:
    fields.setdefault("posted_on", ON)
    return saved(RightsNoticeBoard(project=project, region_id=project.region_id, place=place, **fields))


def make_boards(project: Project, places: tuple[str, ...] = PLACES, **fields) -> list[RightsNoticeBoard]:
    """Boards at all places of the site, each photographed with its own code."""
    fields.setdefault("posted_on", ON)
    fields |= {"photographed_on": fields["posted_on"], "seen": Seen.CURRENT}
    actor = current_actor()
    return [make_board(project, place, photo=stored_file(actor, project.region_id, name=f"{place}.jpg", media_type="image/jpeg"), **fields) for place in places]


def make_proof(project: Project, kind: str = ProofKind.PAYMENT_GUARANTEE, **fields) -> ProjectProof:
    """A paper of one kind; a guarantee that lasts."""
    fields = {"issuer": "示例担保公司", "amount": Decimal("2000000.00"), "signed_on": project.contract_signed_on or ON} | fields
    return saved(ProjectProof(project=project, region_id=project.region_id, kind=kind, recorded_by="样例", recorded_at=timezone.now(), **fields))


def make_employer(region: Region, organisation: Organisation | None = None, **fields) -> Employer:
    """An employer of a county, a builder unless said."""
    fields.setdefault("table_class", TableClass.CONSTRUCTION)
    return saved(Employer(region=region, organisation=organisation or tenancy.enterprise(f"样例用人单位{next(_serial)}"), **fields))


def make_inspection(employer: Employer, project: Project | None = None, **fields) -> Inspection:
    """A check of an employer; 40 workers, 30 of them migrant, 20 with a contract."""
    fields = {
        "on": ON,
        "workers": 40,
        "migrant_workers": 30,
        "with_contract": 20,
        "inspectors": "样例监察甲、样例监察乙",
        "recorded_by": "样例",
        "recorded_at": timezone.now(),
    } | fields
    return saved(Inspection(region_id=employer.region_id, employer=employer, project=project, **fields))
