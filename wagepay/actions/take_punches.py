"""Take in what a device recorded: every row is answered, none is lost, none counts twice."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from portal.accounts.rights import require
from portal.audit.log import record
from portal.lib import identity
from portal.lib.clock import SHANGHAI
from portal.lib.errors import Refused
from portal.tenancy.policies import PolicySet
from portal.tenancy.scope import Actor
from wagepay.actions.refresh_months import refresh_days
from wagepay.enums import DeviceKind, PersonSource
from wagepay.fence import metres_between
from wagepay.intake.engage import meet
from wagepay.intake.terms import Terms
from wagepay.models import Device, MonthClosing
from wagepay.policies import DAY_BEGINS, FENCE_METRES, HALF_DAY_HOURS, SKEW_SECONDS
from wagepay.queries.locks import lock_project
from wagepay.queries.months import has_month
from wagepay.queries.people import Blinder, Site, people_of
from wagepay.queries.punches import FOLDED, add_punches, fold_days, told_before

MOST_ROWS = 1000
AHEAD = dt.timedelta(hours=24)
LATE = dt.timedelta(hours=24)
NAMELESS = "未登记人员"
SOURCE = "考勤设备"
ACCEPTED, DUPLICATE, REFUSED = "accepted", "duplicate", "refused"
NOTES = {
    "number_wrong": "证件号码不对：{reason}",
    "time_ahead": "打卡时间比服务器晚一天以上，不可能发生，请校准设备时钟。",
    "month_closed": "这个月份没有开账，请联系管理员。",
    "sequence_reused": "这个序号已经用于另一条记录，请核对设备是否重置过。",
    "late": "补报的记录，晚了 {hours} 小时。",
    "clock_ahead": "打卡时间晚于接收时间，请校准设备时钟。",
    "not_registered": "没有实名登记，考勤照记，请总包补登记。",
    "after_exit": "花名册上 {left} 已退场，考勤照记，请核对。",
    "outside_fence": "离项目 {metres} 米，在围栏外，考勤照记。",
    "after_closing": "这个月已结账，考勤照记，不改已结的账；要更正的请总包重新开账。",
    "no_position": "没有定位，不能判断是否在现场，考勤照记。",
}


@dataclass(frozen=True)
class Reading:
    """One passage as the device tells it; ``person`` where the portal itself knows who it was."""

    at: dt.datetime
    number: str = ""
    person: bytes | None = None
    name: str = ""
    sequence: str = ""
    direction: str = ""
    way: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass
class Answer:
    """What became of one row; notes do not refuse, they ask somebody to look."""

    row: int
    sequence: str = ""
    state: str = ACCEPTED
    notes: list[dict[str, str]] = field(default_factory=list)

    def note(self, code: str, **words: object) -> None:
        self.notes.append({"code": code, "text": NOTES[code].format(**words)})

    def refuse(self, code: str, **words: object) -> None:
        self.state = REFUSED
        self.note(code, **words)


@dataclass
class Batch:
    """A batch on its way: the rows that may be written, by key, and the answer to every row."""

    device: Device
    policies: PolicySet
    at: dt.datetime
    answers: list[Answer] = field(default_factory=list)
    rows: dict[bytes, tuple] = field(default_factory=dict)
    by_key: dict[bytes, Answer] = field(default_factory=dict)
    strangers: dict[bytes, Reading] = field(default_factory=dict)
    skew: int | None = None
    settled: set[dt.date] = field(default_factory=set)

    def count(self, state: str) -> int:
        return sum(answer.state == state for answer in self.answers)


def take_punches(
    *, actor: Actor, device: Device, readings: Sequence[Reading], at: dt.datetime, device_time: dt.datetime | None = None, right: str = "wagepay.punch"
) -> Batch:
    """Write what is new, fold it into days and bring the sums in step, in one transaction. The same batch again changes nothing."""
    require(actor, right)
    if len(readings) > MOST_ROWS:
        raise Refused(f"一次最多 {MOST_ROWS} 条，请分几次上报。", "too_many")
    if device.retired_on is not None:
        raise Refused("这台设备已停用，请在平台重新登记。", "retired")
    project = device.project
    batch = Batch(device, PolicySet(project.region, at.date()), at)
    with transaction.atomic():
        lock_project(project.pk)
        site = people_of(actor, project)
        batch.settled = _settled(actor, batch, readings)
        _weigh(batch, readings, site)
        employer = project.general_contractor_id or actor.enterprise_id or actor.organisation_id
        meet(actor, project, [_stranger(person, reading, employer) for person, reading in batch.strangers.items()], at, PersonSource.ATTENDANCE)
        fresh = add_punches(batch.rows.values())
        _answer_known(batch, fresh)
        months = sorted({batch.rows[key][0] for key in fresh})
        if fresh and fold_days(project.pk, months, batch.policies[HALF_DAY_HOURS].value):
            refresh_days(project=project, days=FOLDED, months=months, on=at.astimezone(SHANGHAI).date(), source=SOURCE)
        _note_life(batch, device_time, fresh)
        if fresh:
            detail = {"rows": len(readings), "accepted": len(fresh), "refused": batch.count(REFUSED), "late": sum(_has(a, "late") for a in batch.answers)}
            if settled := sum(_has(a, "after_closing") for a in batch.answers):
                detail["after_closing"] = settled
            record(actor, "wagepay.punches", device, detail=detail)
    return batch


def _weigh(batch: Batch, readings: Sequence[Reading], site: Site) -> None:
    """Each row's key, person, working day and notes; the same key twice in one batch is a duplicate of itself."""
    blind, begins = Blinder(), batch.policies[DAY_BEGINS].value
    open_months: dict[dt.date, bool] = {}
    for row, reading in enumerate(readings, 1):
        answer = Answer(row, reading.sequence)
        batch.answers.append(answer)
        person = reading.person or _person(answer, reading, blind, batch.at.date())
        day = (reading.at.astimezone(SHANGHAI) - dt.timedelta(hours=begins)).date()
        month = day.replace(day=1)
        if month not in open_months:
            open_months[month] = has_month(month)
        if person is None:
            continue
        if reading.at > batch.at + AHEAD:
            answer.refuse("time_ahead")
        elif not open_months[month]:
            answer.refuse("month_closed")
        else:
            _place(batch, answer, reading, person, month, day, site)


def _settled(actor: Actor, batch: Batch, readings: Sequence[Reading]) -> set[dt.date]:
    """The closed months of the project; asked only when something older than this month comes."""
    first = batch.at.astimezone(SHANGHAI).date().replace(day=1)
    if all(reading.at.astimezone(SHANGHAI).date() > first for reading in readings):
        return set()
    return set(MonthClosing.objects.visible_to(actor).closed().filter(project=batch.device.project_id).values_list("month", flat=True))


def _person(answer: Answer, reading: Reading, blind: Blinder, on: dt.date) -> bytes | None:
    """Who it was; a number that is none names nobody."""
    number = identity.normalise(reading.number)
    checked = identity.check(number, identity.RESIDENT_CARD if len(number) == 18 else "08", on=on)
    if checked.ok:
        return blind(checked.number)
    answer.refuse("number_wrong", reason=checked.reason)
    return None


def _place(batch: Batch, answer: Answer, reading: Reading, person: bytes, month: dt.date, day: dt.date, site: Site) -> None:
    key = _key(batch.device, reading, person)
    if key in batch.rows:
        first = batch.rows[key]
        if (first[5], first[7]) == (person, reading.at):
            answer.state = DUPLICATE
        else:
            answer.refuse("sequence_reused")
        return
    _note_times(batch, answer, reading)
    if month in batch.settled:
        answer.note("after_closing")
    metres, outside = _position(batch, answer, reading)
    if person not in site.by_person:
        batch.strangers.setdefault(person, reading)
    if not any(known.is_registered for known in site.by_person.get(person, ())):
        answer.note("not_registered")
    elif (left := site.left_on.get(person)) and day > left:
        answer.note("after_exit", left=left)
    device = batch.device
    batch.rows[key] = (
        month, device.project_id, key, device.region_id, device.pk, person, day, reading.at, batch.at, reading.direction, reading.way, metres, outside,
    )  # fmt: skip
    batch.by_key[key] = answer


def _key(device: Device, reading: Reading, person: bytes) -> bytes:
    """The device's own number names the record; a device without numbers is known by what it says."""
    text = reading.sequence or f"{person.hex()} {reading.at.timestamp():.3f} {reading.direction}"
    return hashlib.blake2b(f"{device.pk}:{'#' if reading.sequence else '='}{text}".encode(), digest_size=16).digest()


def _note_times(batch: Batch, answer: Answer, reading: Reading) -> None:
    behind = batch.at - reading.at
    if behind > LATE:
        answer.note("late", hours=int(behind.total_seconds() // 3600))
    elif -behind.total_seconds() > batch.policies[SKEW_SECONDS].value:
        answer.note("clock_ahead")


def _position(batch: Batch, answer: Answer, reading: Reading) -> tuple[int | None, bool]:
    """A telephone says where it is; who is not there, or does not say, is marked and counted all the same."""
    if batch.device.kind != DeviceKind.PHONE:
        return None, False
    project = batch.device.project
    metres = metres_between(reading.latitude, reading.longitude, project.latitude, project.longitude)
    if metres is None:
        answer.note("no_position")
        return None, True
    outside = metres > batch.policies[FENCE_METRES].value
    if outside:
        answer.note("outside_fence", metres=metres)
    return metres, outside


def _stranger(person: bytes, reading: Reading, employer_id: int) -> Terms:
    """Of the general contractor, until somebody registers him with his true employer."""
    return Terms(person=person, id_number=identity.normalise(reading.number), name=reading.name or NAMELESS, employer_id=employer_id)


def _answer_known(batch: Batch, fresh: set[bytes]) -> None:
    """What was there already is a duplicate, unless its number names another record."""
    known = [key for key in batch.rows if key not in fresh]
    if not known:
        return
    told = told_before(batch.device.project_id, sorted({batch.rows[key][0] for key in known}), known)
    for key in known:
        row, answer = batch.rows[key], batch.by_key[key]
        answer.notes.clear()
        if told.get(key, (row[5], row[7])) == (row[5], row[7]):
            answer.state = DUPLICATE
        else:
            answer.refuse("sequence_reused")


def _note_life(batch: Batch, device_time: dt.datetime | None, fresh: set[bytes]) -> None:
    """The device is heard of, also by an empty batch; what its clock says beside ours is kept."""
    device = batch.device
    newest = max((batch.rows[key][7] for key in fresh), default=None)
    values: dict[str, object] = {"last_seen_at": batch.at}
    if newest and (device.last_punch_at is None or newest > device.last_punch_at):
        values["last_punch_at"] = newest
    if device_time is not None:
        batch.skew = round((device_time - batch.at).total_seconds())
        values["skew_seconds"] = max(-(2**31), min(2**31 - 1, batch.skew))
    Device._base_manager.filter(pk=device.pk).update(**values)


def _has(answer: Answer, code: str) -> bool:
    return any(note["code"] == code for note in answer.notes)
