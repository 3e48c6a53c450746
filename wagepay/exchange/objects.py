"""The seven objects of the national real-name platform: 项目、参建单位、班组、人员、考勤、合同、工资单, as rows in its dictionary."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from portal.lib import crypto, identity
from portal.lib.mask import Masked
from portal.tenancy.scope import Actor
from projects.models import Project, ProjectParty
from wagepay.enums import ContractKind
from wagepay.exchange.codes import Coder
from wagepay.models import AttendanceDay, Engagement, PayrollLine, PayrollSheet

SEP = "|"


@dataclass(frozen=True)
class Unit:
    """What is sent, answered and compared as one: a row there, or the rows of one person's month or of one sheet."""

    key: str
    name: str
    lines: list[list[Any]]

    @property
    def digest(self) -> bytes:
        """A keyed hash of what is sent, numbers in full: a change of any value is seen, and nothing can be read from it."""
        return crypto.blind("secret", repr([[plain(value) for value in line] for line in self.lines]))


@dataclass(frozen=True)
class Asked:
    """Whose rows: one project, and for attendance and wages one month."""

    actor: Actor
    project: Project
    month: dt.date
    code: Coder


def plain(value: Any) -> str:
    """As the platform reads it: numbers in full, days as 2026-10-01."""
    if isinstance(value, Masked):
        return value.plain()
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else str(value)


def _project(asked: Asked) -> Iterator[Unit]:
    row, code = asked.project, asked.code
    owner, contractor = row.owner, row.general_contractor
    line = [
        row.code, row.name, code("project_kind", row.kind, words=row.get_kind_display()), owner and owner.name, owner and owner.uscc, contractor and contractor.name,
        contractor and contractor.uscc, row.region.code, row.contract_amount, row.started_on, row.planned_end_on, code("project_state", row.state, words=row.get_state_display()),
        row.longitude, row.latitude, row.address, row.permit_number,
    ]  # fmt: skip
    yield Unit(str(row.uid), row.name, [line])


def _parties(asked: Asked) -> Iterator[Unit]:
    rows = ProjectParty.objects.visible_to(asked.actor).filter(project=asked.project).exclude(part="bank").select_related("organisation")
    for row in rows:
        line = [
            asked.project.code,
            row.organisation.uscc,
            row.organisation.name,
            asked.code("part", row.part, words=row.get_part_display()),
            row.entered_on,
            row.left_on,
        ]
        yield Unit(str(row.uid), row.organisation.name, [line])


def _people_of(asked: Asked) -> list[Engagement]:
    return list(Engagement.objects.visible_to(asked.actor).filter(project=asked.project).registered().select_related("employer"))


def _teams(asked: Asked) -> Iterator[Unit]:
    rows = sorted(_people_of(asked), key=lambda row: (row.employer_id, row.team))
    for (_, team), members in itertools.groupby(rows, key=lambda row: (row.employer_id, row.team)):
        people = list(members)
        if team:
            entered = min((row.entered_on for row in people if row.entered_on), default=None)
            firm = people[0].employer
            yield Unit(f"{firm.uscc or firm.pk}{SEP}{team}"[:80], team, [[f"{firm.uscc}-{team}", team, firm.name, firm.uscc, entered]])


def _people(asked: Asked) -> Iterator[Unit]:
    code = asked.code
    for row in _people_of(asked):
        sex = identity.check(row.id_number.plain(), row.id_kind).sex
        line = [
            row.employer.uscc, row.employer.name, row.team, row.name, code("id_kind", row.id_kind), row.id_number, code("sex", sex and sex.value), row.birth_on,
            code("trade", row.trade), code("worker_type", row.worker_type), row.phone, row.entered_on, row.left_on, row.card, row.bank_name,
            code("bank", row.bank_name), code("yes_no", int(row.contract_kind != ContractKind.NONE)),
        ]  # fmt: skip
        yield Unit(str(row.uid), row.name, [line])


def _attendance(asked: Asked) -> Iterator[Unit]:
    known = {bytes(row.id_index): row for row in _people_of(asked)}
    rows = AttendanceDay.objects.visible_to(asked.actor).filter(project=asked.project, month=asked.month).worked().order_by("person", "day")
    for person, days in itertools.groupby(rows, key=lambda row: bytes(row.person)):
        who = known.get(person)
        if who is not None:
            lines = [[asked.project.code, who.employer.uscc, who.name, who.id_number, day.day, day.units, day.hours, day.get_source_display()] for day in days]
            yield Unit(f"{who.uid}{SEP}{asked.month:%Y-%m}", who.name, lines)


def _contracts(asked: Asked) -> Iterator[Unit]:
    for row in _people_of(asked):
        if row.contract_kind != ContractKind.NONE:
            line = [
                row.employer.uscc, row.name, row.id_number, asked.code("contract", row.contract_kind, words=row.get_contract_kind_display()), row.contract_signed_on, row.get_wage_form_display(),
                row.daily_rate,
            ]  # fmt: skip
            yield Unit(str(row.uid), row.name, [line])


def _payrolls(asked: Asked) -> Iterator[Unit]:
    known = {bytes(row.id_index): row for row in _people_of(asked)}
    sheets = PayrollSheet.objects.visible_to(asked.actor).filter(project=asked.project, month=asked.month).current().select_related("employer")
    for sheet in sheets:
        rows = PayrollLine.objects.visible_to(asked.actor).filter(month=asked.month, project=asked.project, sheet=sheet).order_by("row")
        lines = [_pay_line(asked, sheet, row, known.get(bytes(row.person))) for row in rows]
        yield Unit(
            f"{asked.project.code}{SEP}{sheet.employer.uscc or sheet.employer_id}{SEP}{sheet.month:%Y-%m}", f"{sheet.employer.name} {sheet.month:%Y-%m}", lines
        )


def _pay_line(asked: Asked, sheet: PayrollSheet, row: PayrollLine, who: Engagement | None) -> list[Any]:
    back_pay = asked.code("yes_no", int(sheet.is_correction))
    return [
        sheet.receipt_number, sheet.employer.uscc, row.team, f"{sheet.month:%Y-%m}", row.name, who and who.id_number, row.days, row.card, row.bank_name,
        asked.code("bank", row.bank_name), row.gross, row.net, back_pay,
    ]  # fmt: skip


@dataclass(frozen=True)
class ExchangeObject:
    """One object with the headings of the dictionary."""

    kind: str
    label: str
    headings: tuple[str, ...]
    units: Callable[[Asked], Iterator[Unit]]


OBJECTS: dict[str, ExchangeObject] = {
    one.kind: one
    for one in (
        ExchangeObject(
            "project", "项目",
            (
                "项目编码", "项目名称", "项目分类", "建设单位名称", "建设单位代码", "总承包单位名称", "总承包单位代码", "区划代码", "总投资（合同额，元）", "开工日期",
                "计划竣工日期", "项目状态", "经度", "纬度", "地址", "施工许可证号",
            ),
            _project,
        ),
        ExchangeObject("party", "参建单位", ("项目编码", "统一社会信用代码", "单位名称", "参建类型", "进场时间", "退场时间"), _parties),
        ExchangeObject("team", "班组", ("班组编号", "班组名称", "所属企业", "企业代码", "进场日期"), _teams),
        ExchangeObject(
            "person", "人员",
            (
                "企业代码", "企业名称", "班组", "姓名", "证件类型", "证件号码", "性别", "出生日期", "工种", "工人类型", "手机号", "进场时间", "退场时间", "工资卡号",
                "开户行", "银行代码", "有无合同",
            ),
            _people,
        ),
        ExchangeObject("attendance", "考勤", ("项目编码", "企业代码", "姓名", "证件号码", "日期", "工日", "工时", "来源"), _attendance),
        ExchangeObject("contract", "合同", ("企业代码", "姓名", "证件号码", "合同期限类型", "签订日期", "计量单位", "计量单价（元）"), _contracts),
        ExchangeObject(
            "payroll", "工资单",
            (
                "工资单编码", "企业代码", "班组", "月份", "姓名", "证件号码", "出勤天数", "收款卡号", "收款银行", "银行代码", "应发（元）", "实发（元）", "是否补发",
            ),
            _payrolls,
        ),
    )
}  # fmt: skip
