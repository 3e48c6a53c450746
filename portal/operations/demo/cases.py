"""Complaints of workers by the sites' QR codes and other ways, and cases at every step of their way."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from cases.actions.add_worker_line import add_worker_line
from cases.actions.close_case import close_case, propose_unfounded
from cases.actions.complain import complain
from cases.actions.decide_lead import accept_lead, reject_lead, transfer_lead
from cases.actions.file_case import file_case
from cases.actions.note_case import note_case
from cases.actions.receive_lead import receive_lead
from cases.actions.record_payment import record_payment
from cases.actions.record_police import record_police
from cases.actions.settle_case import settle_case
from cases.actions.verify_line import verify_line
from cases.enums import Channel, ClosingKind, NoteKind, PaymentSource
from cases.models import Case, CaseWorkerLine, Lead
from cases.models.lead import intake_key_of
from portal.operations.demo.projects import Site
from portal.operations.demo.proofs import proof
from portal.operations.demo.stage import Stage
from portal.tenancy.actors import intake_actor, system_actor
from portal.tenancy.scope import Actor, acting
from projects.models import Project

DAY = dt.timedelta(days=1)
TEXTS = (
    "干完活一直没发工资，找班组长说等甲方拨款。",
    "上个月只发了生活费，剩下的一直拖着。",
    "离开工地时说好月底结清，现在电话也不接。",
    "说是专户没钱，让我们再等等。",
)


def complain_at(stage: Stage, site: Site) -> None:
    """The complaints a site's story tells of."""
    for number in range(site.plan.story.leads):
        _complain_by_code(stage, site.project, number)


def _complain_by_code(stage: Stage, project: Project, number: int) -> Lead:
    """A worker sends the form behind the QR code of the notice board."""
    person, at = stage.people.person(), stage.instant(stage.on - DAY * (3 * number % 19), 8)
    key = uuid.UUID(int=stage.rng.getrandbits(128), version=4)
    with acting(intake_actor(project.region_id, project.pk, intake_key_of(key))) as actor:
        lead, _, _ = complain(
            actor=actor, project=project, key=key, at=at, name=person.name, id_number=person.id_number, phone=person.phone,
            amount=Decimal(stage.rng.randrange(3000, 18000, 100)), owed_from=stage.closed[1], owed_to=stage.closed[0], text=stage.rng.choice(TEXTS),
        )  # fmt: skip
    return lead


def hear_workers(stage: Stage, code: str) -> None:
    """A lead of the county from another channel."""
    channels = (Channel.WINDOW, Channel.PHONE_12345, Channel.NATIONAL, Channel.PETITION, Channel.PHONE_12333)
    number = sorted(stage.land.places).index(code)
    person, place = stage.people.person(), stage.place(code)
    with acting(stage.inspector(code)) as actor:
        receive_lead(
            actor=actor, region=place.region, channel=channels[number % len(channels)], at=stage.instant(stage.on - DAY * (number % 6)),
            employer=stage.firms.employers[number % len(stage.firms.employers)][0], name=person.name, id_number=person.id_number, phone=person.phone,
            amount=Decimal(4200 + 300 * number), text=TEXTS[number % len(TEXTS)], external_number=f"YL{stage.on:%Y%m}{number:04d}",
        )  # fmt: skip


# -- what became of them: one step further in each -----------------------------------------------------
class Work:
    """An inspector's work on one lead, day after day."""

    def __init__(self, stage: Stage, actor: Actor, lead: Lead) -> None:
        self.stage, self.actor, self.lead, self.day = stage, actor, lead, lead.received_on

    def next_day(self, days: int = 1) -> dt.datetime:
        self.day = min(self.day + DAY * days, self.stage.on)
        return self.stage.instant(self.day)

    def accept(self) -> Case:
        """The lead becomes a case with a second worker on its ledger."""
        case = accept_lead(self.lead, actor=self.actor, at=self.next_day(0), note="材料齐全，予以受理。")
        person = self.stage.people.person()
        add_worker_line(
            actor=self.actor, case=case, on=self.day, name=person.name, claimed=Decimal(6800), id_number=person.id_number,
            owed_from=self.stage.closed[1], owed_to=self.stage.closed[0],
        )  # fmt: skip
        note_case(case, actor=self.actor, kind=NoteKind.VISIT, on=self.day, text="到工地核对考勤和工资表。", at=self.next_day(), is_told=True)
        return case

    def lines(self, case: Case) -> list[CaseWorkerLine]:
        return list(CaseWorkerLine.objects.visible_to(self.actor).of(case).order_by("pk"))

    def verify(self, case: Case) -> None:
        self.next_day()
        for line in self.lines(case):
            verify_line(line, actor=self.actor, verified=line.claimed, note="与工资表、考勤记录一致。", on=self.day)

    def pay(self, case: Case, people: int) -> None:
        """The general contractor pays first (条例30)."""
        at = self.next_day(2)
        for line in self.lines(case)[:people]:
            receipt = proof(actor=self.actor, region_id=case.region_id, name="付款回单", at=at, kind="receipt")
            record_payment(
                line, actor=self.actor, amount=line.owed, paid_on=self.day, source=PaymentSource.CONTRACTOR, receipt=receipt, on=self.day, at=at
            )  # fmt: skip

    def close(self, case: Case, kind: ClosingKind, note: str, **more: object) -> Case:
        at = self.next_day()
        if kind in (ClosingKind.AGREEMENT, ClosingKind.POLICE, ClosingKind.COURT):
            more["paper"] = proof(actor=self.actor, region_id=case.region_id, name="办结依据", at=at, kind="paper")
        return close_case(case, actor=self.actor, at=at, kind=kind, note=note, **more)


def opened(work: Work) -> None:
    work.accept()


def verified(work: Work) -> None:
    work.verify(work.accept())


def part_paid(work: Work) -> None:
    case = work.accept()
    work.verify(case)
    work.pay(case, 1)


def settled(work: Work) -> None:
    case = work.accept()
    work.verify(case)
    work.pay(case, 99)
    case = work.close(case, ClosingKind.PAID, "总包先行清偿，工资已全部到本人账户。")
    settle_case(case, actor=work.actor, at=work.next_day(0), note="逐人核对回单无误。")


def agreed(work: Work) -> None:
    case = work.accept()
    work.verify(case)
    work.close(case, ClosingKind.AGREEMENT, "双方达成书面协议，分两期付清。", agreed_until_on=work.stage.on + 40 * DAY)


def referred(work: Work) -> None:
    case = work.accept()
    work.verify(case)
    case = file_case(case, actor=work.actor, at=work.next_day(), reason="责令支付后逾期不付，事实清楚。")
    record_police(case, actor=work.actor, referred_on=work.day, filed_on=None, on=work.day)


def doubtful(work: Work) -> None:
    case = work.accept()
    for line in work.lines(case):
        verify_line(line, actor=work.actor, verified=Decimal(0), note="工资表和回单显示已全部发放，没有欠款。", on=work.day)
    propose_unfounded(case, actor=work.actor, at=work.next_day(), note="银行回单显示工资已按月足额发放。")


def rejected(work: Work) -> None:
    reject_lead(work.lead, actor=work.actor, at=work.next_day(), reason="反映的是工程款纠纷，不属于工资，请向法院起诉。")


def transferred(work: Work) -> None:
    transfer_lead(work.lead, actor=work.actor, at=work.next_day(), reason="用人单位在外省，已转送当地劳动保障监察机构。")


ENDS: tuple[Callable[[Work], None], ...] = (opened, verified, part_paid, settled, agreed, referred, doubtful, rejected, transferred)
WAITING = 5  # every fifth lead is not decided yet, and none of the last two days


def work_on_leads(stage: Stage, code: str) -> None:
    """The county's inspector takes up his leads; some wait."""
    chosen = _chosen(stage)
    with acting(stage.inspector(code)) as actor:
        leads = Lead.objects.visible_to(actor).in_bulk([pk for where, pk in chosen if where == code])
        for turn, (_, pk) in enumerate(chosen):
            if pk in leads:
                ENDS[turn % len(ENDS)](Work(stage, actor, leads[pk]))


def _chosen(stage: Stage) -> list[tuple[str, int]]:
    """What is taken up in all counties, by code and key: they take turns, so that every end is there."""
    with acting(system_actor()) as operator:
        rows = list(Lead.objects.visible_to(operator).order_by("region__code", "pk").values_list("region__code", "pk", "received_on"))
    return [
        (code, pk)
        for code, found in groupby(rows, key=itemgetter(0))
        for number, (_, pk, received_on) in enumerate(found)
        if number % WAITING != 2 and received_on <= stage.on - 2 * DAY
    ]
