"""Fictitious enterprises and banks; each name says that it is made up."""

from dataclasses import dataclass

from portal.lib.uscc import check_sign
from portal.tenancy.actions.register_organisation import Particulars, update_organisation
from portal.tenancy.enums import OrganisationKind
from portal.tenancy.models import Organisation, Region
from portal.tenancy.scope import Actor
from projects.actions.enrol_organisation import enrol_organisation

CONTRACTORS = (
    ("示例建设集团有限公司", False), ("样例建工集团有限公司", True), ("示例城建工程有限公司", True), ("样例路桥工程有限公司", True),
    ("示例水利水电工程有限公司", False), ("样例市政工程有限公司", False), ("示例安装工程有限公司", False), ("样例建筑工程有限公司", False),
    ("示例交通建设有限公司", True), ("样例园林建设有限公司", False), ("示例住宅建设有限公司", False), ("样例新能源工程有限公司", False),
)  # fmt: skip
SUBCONTRACTORS = (
    "示例劳务有限公司", "样例劳务有限公司", "示例建筑劳务有限公司", "样例工程劳务有限公司", "示例木工劳务有限公司", "样例钢筋劳务有限公司",
    "示例架业劳务有限公司", "样例砌筑劳务有限公司", "示例装饰工程有限公司", "样例防水工程有限公司", "示例管线劳务有限公司", "样例路面劳务有限公司",
)  # fmt: skip
OWNERS = ("示例置业有限公司", "样例房地产开发有限公司", "示例产业园开发有限公司", "样例文旅开发有限公司")
BANKS = ("示例银行股份有限公司样例支行", "样例农村商业银行股份有限公司", "示例村镇银行有限责任公司")
BRANCHES = ("示例银行股份有限公司样例支行营业部", "示例银行股份有限公司样例支行开发区分理处")  # of the first bank
SUPERVISOR = "示例工程监理有限公司"
EMPLOYERS = (
    ("示例纺织有限公司", "manufacturing"),
    ("样例电子制造有限公司", "manufacturing"),
    ("示例餐饮管理有限公司", "other"),
    ("样例物业服务有限公司", "other"),
)


@dataclass(frozen=True)
class Firms:
    """Everybody who may be party to a project."""

    contractors: tuple[Organisation, ...]
    subcontractors: tuple[Organisation, ...]
    owners: tuple[Organisation, ...]
    banks: tuple[Organisation, ...]
    supervisor: Organisation
    employers: tuple[tuple[Organisation, str], ...]

    @property
    def general_contractor(self) -> Organisation:
        """The firm of the account ``contractor``."""
        return self.contractors[0]

    @property
    def labour_firm(self) -> Organisation:
        """The firm of the account ``subcontractor``."""
        return self.subcontractors[0]


def code(serial: int) -> str:
    """A credit code with the right check sign in a county that does not exist."""
    stem = f"91999999{'MADEM'}{serial:04d}"
    return stem + check_sign(stem)


def found_firms(*, actor: Actor) -> Firms:
    """Enter every enterprise once."""

    def enter(start: int, kind: str, names: tuple[str, ...], state: tuple[bool, ...] = ()) -> tuple[Organisation, ...]:
        owned = state or (False,) * len(names)
        return tuple(
            enrol_organisation(actor=actor, kind=kind, name=name, uscc=code(start + place), is_state_owned=owned[place]) for place, name in enumerate(names)
        )

    enterprise, bank = OrganisationKind.ENTERPRISE, OrganisationKind.BANK
    banks = enter(400, bank, BANKS)
    for branch in enter(450, bank, BRANCHES):
        if branch.parent_id is None:
            update_organisation(actor=actor, organisation=branch, particulars=Particulars(uscc=branch.uscc, parent=banks[0]))
    return Firms(
        contractors=enter(100, enterprise, tuple(name for name, _ in CONTRACTORS), tuple(state for _, state in CONTRACTORS)),
        subcontractors=enter(200, enterprise, SUBCONTRACTORS),
        owners=enter(300, enterprise, OWNERS),
        banks=banks,
        supervisor=enter(700, enterprise, (SUPERVISOR,))[0],
        employers=tuple(zip(enter(500, enterprise, tuple(name for name, _ in EMPLOYERS)), (kind for _, kind in EMPLOYERS), strict=True)),
    )


def public_owner(region: Region, *, actor: Actor, serial: int) -> Organisation:
    """The state-owned developer of a county."""
    name = f"{region.name}样例城镇建设投资有限公司"
    return enrol_organisation(actor=actor, name=name, uscc=code(600 + serial), is_state_owned=True)
