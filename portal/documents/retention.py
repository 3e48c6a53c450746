"""How long what kind of file is kept: record classes by law, their years by policy, and when a project's term begins."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from portal.lib.deadlines import add_months
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor


@dataclass(frozen=True)
class RecordClass:
    """A class of records with the years it is kept at least."""

    code: str
    label: str
    years: int
    law: str

    @property
    def policy(self) -> str:
        return f"files.retention_years.{self.code}"


GENERAL = RecordClass("general", "其他材料", 3, "平台建议")
CLASSES = {
    found.code: found
    for found in (
        RecordClass("wages", "工资支付台账和凭证", 3, "保障农民工工资支付条例第十五条：至工程完工且工资全部结清后至少3年"),
        RecordClass("case", "监察案卷材料", 3, "关于实施《劳动保障监察条例》若干规定：案卷保存3年"),
        RecordClass("document", "公文和送达回证", 10, "机关文件材料归档范围和文书档案保管期限规定：定期10年"),
        GENERAL,
    )
}

_CLASS_OF_KIND: dict[str, str] = {}
_ANCHORS: list[Callable[[Actor, int], dt.date | None]] = []


def classify(code: str, kinds: Iterable[str]) -> None:
    """Declare which kinds of file belong to a class; a room does so in ``AppConfig.ready``."""
    for kind in kinds:
        if _CLASS_OF_KIND.setdefault(kind, CLASSES[code].code) != code:
            raise ValueError(f"files of kind {kind} are in two record classes")


def anchor_projects(settled_on: Callable[[Actor, int], dt.date | None]) -> None:
    """Told once by the room of projects: the day from which the term of a project's files runs, ``None`` while it is open."""
    _ANCHORS[:] = [settled_on]


def class_of(kind: str) -> RecordClass:
    return CLASSES[_CLASS_OF_KIND.get(kind, GENERAL.code)]


def in_class(code: str) -> Q:
    """Files of one record class; those of kinds that no room has named are the general ones."""
    if code == GENERAL.code:
        return ~Q(kind__in=[kind for kind, named in _CLASS_OF_KIND.items() if named != code])
    return Q(kind__in=[kind for kind, named in _CLASS_OF_KIND.items() if named == code])


def retained_until(kind: str, begun_on: dt.date, policies: PolicySet) -> dt.date:
    """The last day on which a file of this kind must still be there."""
    years = policies[class_of(kind).policy].require()
    return add_months(begun_on, 12 * years)


def term_begins(actor: Actor, project_id: int | None, stored_on: dt.date) -> dt.date | None:
    """The later of the day of storing and the day the project was settled; ``None`` while that project goes on."""
    if project_id is None or not _ANCHORS:
        return stored_on
    settled = _ANCHORS[0](actor, project_id)
    return max(stored_on, settled) if settled else None
