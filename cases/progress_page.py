"""What the sender reads about his own matter: where it stands, what was done, what comes next and by when, in his words.

A pure function of the lead (with the ``progress`` posted to it) and the day; no other row is looked at.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cases.enums import LeadState
from cases.models import Lead
from portal.lib import show

DONE, NOW, TODO = "done", "now", "todo"


@dataclass(frozen=True)
class Step:
    """One stage; ``words`` say what happened or what comes and by when."""

    title: str
    words: str
    state: str


@dataclass(frozen=True)
class ProgressPage:
    """``ended`` = refused or passed on: nothing more happens here."""

    headline: str
    words: str
    steps: list[Step] = field(default_factory=list)
    ended: bool = False
    is_paid: bool = False


def progress_page(lead: Lead, on: dt.date) -> ProgressPage:
    """The page of one lead as of a day."""
    return _Story(lead, on).page()


class _Story:
    def __init__(self, lead: Lead, on: dt.date) -> None:
        self.lead, self.on, self.facts = lead, on, lead.progress
        self.owed = self._amount("owed")

    def page(self) -> ProgressPage:
        received = Step("收到您的反映", show.instant(self.lead.received_at, self.on), DONE)
        if self.lead.state in (LeadState.REJECTED, LeadState.TRANSFERRED):
            return self._elsewhere(received)
        if self.lead.state == LeadState.RECEIVED:
            steps = [received, self._waiting(), *self._still_to_come(0)]
            return ProgressPage("等监察员受理", f"最晚 {self._day(self.lead.accept_due_on)}告诉您受不受理。", steps)
        return self._in_hand([received, self._accepted()])

    def _elsewhere(self, received: Step) -> ProgressPage:
        refused = self.lead.state == LeadState.REJECTED
        title = "没有受理" if refused else "转给了管这件事的单位"
        after = "对这个答复不服，可以打 12345，或申请法律援助 12348。" if refused else "那个单位会和您联系。"
        return ProgressPage(title, f"{self.lead.reply} {after}", [received, Step(title, self._day(self.lead.decided_on), DONE)], ended=True)

    def _waiting(self) -> Step:
        late = self.on > self.lead.accept_due_on
        words = f"最晚 {self._day(self.lead.accept_due_on)}。" + ("已经过了期限，您可以打电话催。" if late else "")
        return Step("决定受不受理", words, NOW)

    def _accepted(self) -> Step:
        who = f"，{self.facts['officer']}在办" if self.facts.get("officer") else ""
        filed = "，已立案" if self.facts.get("is_filed") else ""
        return Step("已经受理", f"{self._day(self.lead.decided_on)}{who}{filed}。", DONE)

    def _in_hand(self, steps: list[Step]) -> ProgressPage:
        if self.facts.get("is_withdrawn"):
            return ProgressPage("您撤回了反映", self.lead.reply or "这件事已按您说的撤回。", steps, ended=True)
        if not self.facts.get("has_line"):
            return self._without_amount(steps)
        verified = self._amount("verified")
        if verified is None:
            steps += [self._checking(), *self._notes(), *self._still_to_come(1)]
            return ProgressPage("正在核实欠了多少", self._checking().words, steps)
        if verified == 0:
            steps.append(Step("查过了，没有查到欠薪", f"{self._day(self.facts['verified_on'])}。{self.lead.reply}", DONE))
            return ProgressPage("没有查到欠薪", self.lead.reply or "不服这个结果，可以补充材料，或申请法律援助 12348。", steps)
        steps.append(Step("查清楚了，确实欠", f"{self._day(self.facts['verified_on'])}，欠您 {show.short_money(verified)} 元。", DONE))
        return self._money(steps, verified)

    def _money(self, steps: list[Step], verified: Decimal) -> ProgressPage:
        paid, notes = self._amount("paid") or Decimal("0"), self._notes()
        if self.facts.get("is_settled"):
            steps += [
                *notes,
                Step("催单位发钱", "已经催到。", DONE),
                Step("工资到您手里", f"{self._day(self.facts.get('paid_on'))}，{show.short_money(paid)} 元。", DONE),
            ]
            words = f"{show.short_money(paid)} 元，{self._day(self.facts.get('paid_on'))}到账。"
            return ProgressPage("工资发到您手里了", f"{words}没收到请点“没收到”。", steps, is_paid=True)
        urging = self._urging(paid)
        steps += [*notes, Step(urging[0], urging[1], NOW), Step("工资到您手里", "到账后请回到这一页，点“钱已收到”。", TODO)]
        return ProgressPage(urging[0], urging[1], steps)

    def _urging(self, paid: Decimal) -> tuple[str, str]:
        """The stage between knowing what is owed and the money: who pushes, and until when."""
        got = f"已发 {show.short_money(paid)} 元，" if paid else ""
        still = f"{got}还差 {show.short_money(self.owed)} 元。"
        if self.facts.get("closed_on"):
            until = self.facts.get("agreed_until_on")
            how = f"单位签了协议，{self._day(until)}前付清。" if until else f"办理结果：{self.facts['closing']}。"
            return "钱还没到，没有销账", f"{how}{still}钱没到之前，这笔账一直挂着。"
        promised = [note["promised_on"] for note in self.facts.get("notes", ()) if note["promised_on"]]
        if promised and dt.date.fromisoformat(promised[-1]) >= self.on:
            return "正在催单位发钱", f"单位答应 {self._day(promised[-1])}前打到卡上。{still}"
        broken = f"单位答应 {self._day(promised[-1])}前发，没有做到，继续催。" if promised else ""
        return "正在催单位发钱", f"{broken}{still}最晚 {self._day(self.facts.get('due_on'))}查办完毕。"

    def _checking(self) -> Step:
        return Step("核实欠了多少", f"监察员正在查工资表、考勤和银行流水，最晚 {self._day(self.facts.get('due_on'))}查完。", NOW)

    def _without_amount(self, steps: list[Step]) -> ProgressPage:
        """A report, or a lead without name or sum: stages only."""
        if self.facts.get("closed_on"):
            steps.append(Step("办完了", f"{self._day(self.facts['closed_on'])}，{self.facts['closing']}。{self.lead.reply}", DONE))
            return ProgressPage("办完了", self.lead.reply or self.facts["closing"], steps)
        steps += [self._checking(), *self._notes()]
        return ProgressPage("正在查", self._checking().words, steps)

    def _notes(self) -> list[Step]:
        return [Step(note["kind"], f"{self._day(note['on'])}。{note['text']}", DONE) for note in self.facts.get("notes", ())]

    def _still_to_come(self, stage: int) -> list[Step]:
        coming = [Step("核实欠了多少", "查工资表、考勤和银行流水。", TODO), Step("催单位发钱", "", TODO), Step("工资到您手里", "", TODO)]
        return coming[stage:]

    def _amount(self, name: str) -> Decimal | None:
        value: Any = self.facts.get(name)
        return Decimal(value) if value is not None else None

    def _day(self, day: str | dt.date | None) -> str:
        if day is None:
            return ""
        day = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return f"{show.day(day, self.on)}"
