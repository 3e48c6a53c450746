"""What the sheet shows at each item: the question, what was found last time, what the portal itself knows, what has been filled in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.tenancy.scope import Actor
from projects.inspections.enums import Verdict
from projects.models import InspectionAnswer, InspectionFinding, InspectionPhoto, SiteInspection
from projects.systems import gather, rows_of

# Words of an item's title -> the system whose figures stand beside it.
SYSTEMS = (("实名", "real_name"), ("考勤", "real_name"), ("专用账户", "special_account"), ("专户", "special_account"), ("代发", "entrusted_payment"),
           ("保证金", "deposit"), ("告示牌", "notice_board"))  # fmt: skip


@dataclass(frozen=True)
class Line:
    number: int
    title: str
    hint: str
    law: str
    verdict: str
    note: str
    photos: int
    last_time: str
    known: str

    @property
    def was(self) -> str:
        """What the form showed; a plain form sends it back, so that only changes are written."""
        return f"{self.verdict}|{self.note}"


def lines_of(row: SiteInspection, actor: Actor, on: dt.date) -> list[Line]:
    answers = {answer.number: answer for answer in InspectionAnswer.objects.visible_to(actor).filter(inspection=row)}
    photos: dict[int, int] = {}
    for number in InspectionPhoto.objects.visible_to(actor).filter(inspection=row).values_list("number", flat=True):
        photos[number] = photos.get(number, 0) + 1
    before, known = _last_time(row, actor), _known(row, on)
    found = []
    for number, item in enumerate(row.items, start=1):
        answer, title = answers.get(number), item["title"]
        system = next((key for words, key in SYSTEMS if words in title), "")
        found.append(
            Line(
                number,
                title,
                item.get("hint", ""),
                item.get("law", ""),
                answer.verdict if answer else "",
                answer.note if answer else "",
                photos.get(number, 0),
                before.get(title, ""),
                known.get(system, ""),
            )  # fmt: skip
        )
    return found


def _last_time(row: SiteInspection, actor: Actor) -> dict[str, str]:
    """Item -> the newest problem of the firm at this place under the same title."""
    rows = InspectionFinding.objects.visible_to(actor).filter(enterprise=row.employer.organisation_id, project=row.project).exclude(inspection=row)
    return {finding.item: f"上次查出：{finding.text}（{finding.get_state_display()}）" for finding in rows.order_by("found_on", "pk")}


def _known(row: SiteInspection, on: dt.date) -> dict[str, str]:
    """System -> what the portal's own figures say, for a site."""
    if row.project is None:
        return {}
    systems = rows_of(gather(row.project, on))
    return {system.key: f"系统取数：{system.missing[0].text if system.missing else system.operating.text or system.established.text}" for system in systems}


def previous_of(row: SiteInspection, actor: Actor) -> int:
    """How many checks of this firm at this place came before."""
    rows = SiteInspection.objects.visible_to(actor).filter(employer=row.employer_id, project=row.project_id, arrived_at__isnull=False)
    return rows.filter(pk__lt=row.pk).count()


def tally(lines: Sequence[Line]) -> dict[str, int]:
    counts = {verdict.value: sum(line.verdict == verdict for line in lines) for verdict in Verdict}
    return counts | {"done": sum(counts.values()), "all": len(lines)}
