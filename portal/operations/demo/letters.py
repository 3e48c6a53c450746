"""Letters at every step of their way: 西青's 一单四函, an interview letter in 盂县, a template of 西青's own."""

import datetime as dt
import io
from dataclasses import dataclass, field

from cases.actions import draft_letter as of_case
from cases.models import Case, Lead
from earlywarning.actions import draft_letter as of_warning
from earlywarning.models import EarlyWarning
from portal.documents.actions.hold_file import hold_file
from portal.documents.actions.issue_instrument import issue_instrument
from portal.documents.actions.make_template import make_template
from portal.documents.actions.mark_overdue import mark_overdue
from portal.documents.actions.receive_file import receive_file
from portal.documents.actions.record_reply import record_reply
from portal.documents.actions.review_instrument import review_instrument
from portal.documents.actions.revise_draft import revise_draft
from portal.documents.actions.serve_instrument import serve_instrument
from portal.documents.actions.submit_instrument import send_back, submit_instrument
from portal.documents.actions.withdraw_instrument import withdraw_instrument
from portal.documents.enums import ServiceMethod
from portal.documents.kinds import instrument_kind
from portal.documents.models import Instrument, StoredFile
from portal.documents.pdf import pdf_of
from portal.documents.wording import skeleton
from portal.operations.demo.plans import GUANSHAN, XIUSHUI
from portal.operations.demo.proofs import proof
from portal.operations.demo.stage import Stage
from portal.operations.seed.tenants import XIQING
from portal.tenancy.actors import system_actor
from portal.tenancy.enums import Industry
from portal.tenancy.scope import Actor, acting

WEST, YUXIAN = "120111", "140322"
UNTOUCHED = (GUANSHAN.name, XIUSHUI.name)  # theirs is the story that visitors act out
CONTACT = "联系人：样例监察员，联系电话：022-0000 0000"


@dataclass
class Desk:
    """One county's inspector at his letters; ``used`` so that each warning gives one letter."""

    stage: Stage
    actor: Actor
    code: str
    used: set[int] = field(default_factory=set)

    def ago(self, days: int, hour: int = 9) -> dt.datetime:
        return self.stage.instant(self.stage.on - dt.timedelta(days=days), hour)

    def later(self, days: int) -> dt.date:
        return self.stage.on + dt.timedelta(days=days)

    def warning(self) -> EarlyWarning | None:
        """The worst open one of a project in a known street, one without a letter first."""
        rows = EarlyWarning.objects.visible_to(self.actor).open().exclude(project__name__in=UNTOUCHED).filter(project__township__isnull=False)
        rows = rows.select_related("project").order_by("-level_figures", "pk")
        found = rows.exclude(pk__in=self.used).first() or rows.first()
        if found is not None:
            self.used.add(found.pk)
        return found

    def letter(self, kind: str, facts: dict, at: dt.datetime, **texts: str) -> Instrument | None:
        warning = self.warning()
        if warning is None:
            return None
        known = of_warning.letter_facts(warning, warning.project) | facts
        return of_warning.draft_letter(warning, actor=self.actor, kind=kind, facts=known, at=at, **({"contact": CONTACT} | texts))

    def interview(self, at: dt.datetime, reply_by: dt.date) -> Instrument | None:
        place = f"{self.stage.place(self.code).bureau.name}二楼会议室"
        day = max(at.date() + dt.timedelta(days=1), reply_by - dt.timedelta(days=2))
        facts = {"interview_on": day, "interview_time": "上午9时30分", "interview_place": place, "reply_by": reply_by}
        return self.letter("interview_letter", facts, at)

    def sign(self, letter: Instrument, at: dt.datetime) -> Instrument:
        letter = submit_instrument(actor=self.actor, instrument=letter, at=at)
        return issue_instrument(actor=self.actor, instrument=review_instrument(actor=self.actor, instrument=letter, at=at), at=at)

    def serve(self, letter: Instrument, at: dt.datetime, method: str = ServiceMethod.DIRECT) -> Instrument:
        receipt = proof(actor=self.actor, region_id=letter.region_id, name="送达回证", at=at, kind="instrument_receipt")
        return serve_instrument(
            actor=self.actor, instrument=letter, method=method, served_on=at.date(), received_by="样例签收人", at=at, receipt=receipt
        )  # fmt: skip


def write_letters(stage: Stage) -> None:
    """One paper in each state; the oldest are numbered first."""
    with acting(stage.office(WEST)) as office:
        _own_words(stage, office)
    with acting(stage.inspector(WEST)) as actor:
        desk = Desk(stage, actor, WEST)
        for step in (overdue, replied, withdrawn, served, issued, reviewed, submitted, drafted):
            step(desk)
    with acting(stage.office(WEST)) as office:
        _hold(stage, office)
    with acting(stage.inspector(YUXIAN)) as actor:
        neighbour = Desk(stage, actor, YUXIAN)
        letter = neighbour.interview(neighbour.ago(0), neighbour.later(6))
        if letter is not None:
            neighbour.serve(neighbour.sign(letter, neighbour.ago(0)), neighbour.ago(0, 10))


def _own_words(stage: Stage, office: Actor) -> None:
    """西青's own 约谈函: the built-in words with one paragraph more."""
    heading, body = skeleton(instrument_kind("interview_letter"), "enterprise")
    more = "你单位所涉{{项目名称}}已列入红黄黑榜重点关注，约谈情况作为评价依据。"
    make_template(
        actor=office, kind="interview_letter", heading=heading, body=f"{body}\n{more}", source=XIQING,
        valid_from=stage.on - dt.timedelta(days=5), at=stage.instant(stage.on - dt.timedelta(days=6)),
    )  # fmt: skip


def _hold(stage: Stage, office: Actor) -> None:
    """The receipt of the letter nobody answered is kept for a lawsuit."""
    receipt = StoredFile.objects.visible_to(office).filter(kind="instrument_receipt").order_by("pk").first()
    if receipt is not None:
        hold_file(receipt, actor=office, reason="（样例）民初1号案件举证", whole_project=False, at=stage.instant(stage.on, 16))


def overdue(desk: Desk) -> None:
    """An interview letter nobody answered."""
    letter = desk.interview(desk.ago(8), desk.later(-2))
    if letter is None:
        return
    desk.serve(desk.sign(letter, desk.ago(8)), desk.ago(7))
    with acting(system_actor(desk.stage.place(WEST).region)) as system:
        mark_overdue(actor=system, at=desk.ago(0, 0))


def replied(desk: Desk) -> None:
    """A slip to street and department about a lead, answered with a paper."""
    lead = _of_project(Lead.objects.visible_to(desk.actor).filter(received_on__lte=desk.ago(6).date()))
    if lead is None:
        return
    facts = of_case.letter_facts(lead, actor=desk.actor) | {"reply_by": desk.later(-1)}
    letter = of_case.draft_letter(lead, actor=desk.actor, kind="transfer_slip", facts=facts, at=desk.ago(6), contact=CONTACT)
    letter = desk.serve(desk.sign(letter, desk.ago(6)), desk.ago(5), ServiceMethod.ELECTRONIC)
    paper = pdf_of("<h1>反馈单</h1><p>演示材料</p>")
    answer = receive_file(actor=desk.actor, upload=io.BytesIO(paper), name="反馈单.pdf", kind="instrument_reply", region_id=letter.region_id, at=desk.ago(2))
    record_reply(
        actor=desk.actor, instrument=letter, replied_on=desk.ago(2).date(), text="已到工地核对考勤和工资表，欠付部分由总包先行清偿，银行回单附后。",
        at=desk.ago(2), attachment=answer,
    )  # fmt: skip


def withdrawn(desk: Desk) -> None:
    """Numbered, then taken back: the number stays, void."""
    letter = desk.letter("risk_warning_letter", {"reply_by": desk.later(3)}, desk.ago(3))
    if letter is not None:
        letter = desk.sign(letter, desk.ago(3))
        withdraw_instrument(actor=desk.actor, instrument=letter, reason="项目当日已补足专户资金，风险解除，不再发出。", at=desk.ago(3, 15))


def served(desk: Desk) -> None:
    """A warning letter to the street, waiting for its answer."""
    letter = desk.letter("risk_warning_letter", {"reply_by": desk.later(4)}, desk.ago(1), cc="西青区住房和城乡建设委员会")
    if letter is not None:
        desk.serve(desk.sign(letter, desk.ago(1)), desk.ago(0))


def issued(desk: Desk) -> None:
    """A supervision letter, signed and not yet served."""
    case = _of_project(Case.objects.visible_to(desk.actor).open())
    if case is None:
        return
    facts = of_case.letter_facts(case, actor=desk.actor) | {"settle_by": desk.later(14), "reply_by": desk.later(7)}
    chosen = {"unit": of_case.addressees(case).get("industry") or desk.stage.place(WEST).departments[Industry.HOUSING]}
    letter = of_case.draft_letter(case, actor=desk.actor, kind="supervision_letter", facts=facts, at=desk.ago(0), chosen=chosen, contact=CONTACT)
    desk.sign(letter, desk.ago(0, 10))


def reviewed(desk: Desk) -> None:
    """A letter of advice to the industry's department, reviewed and not yet signed."""
    year, month = desk.stage.on.year, desk.stage.on.month
    facts = {
        "period": f"{year}年{month}月", "reply_by": desk.later(10),
        "findings": "本月在建项目中，人工费用拨付不足、工资专用账户余额低于一个月应发工资的情况较为集中，涉及同类项目多个。",
        "suggestions": "（一）对人工费用拨付不足的项目逐个约谈建设单位。\n（二）把工资专用账户拨付情况纳入施工现场检查内容。\n（三）按月通报行业内项目工资支付情况。",
    }  # fmt: skip
    letter = desk.letter("recommendation_letter", facts, desk.ago(0, 11))
    if letter is not None:
        review_instrument(actor=desk.actor, instrument=submit_instrument(actor=desk.actor, instrument=letter, at=desk.ago(0, 11)), at=desk.ago(0, 14))


def submitted(desk: Desk) -> None:
    """Sent back once, changed and submitted again."""
    letter = desk.interview(desk.ago(1), desk.later(6))
    if letter is None:
        return
    letter = submit_instrument(actor=desk.actor, instrument=letter, at=desk.ago(1, 10))
    letter = send_back(actor=desk.actor, instrument=letter, reason="请写明约谈要提交的材料清单。", at=desk.ago(1, 15))
    changed = letter.body.replace("（二）提交材料。", "（二）提交材料。请带原件和加盖公章的复印件：")
    letter = revise_draft(actor=desk.actor, instrument=letter, version=letter.version, at=desk.ago(0, 9), body=changed)
    submit_instrument(actor=desk.actor, instrument=letter, at=desk.ago(0, 9))


def drafted(desk: Desk) -> None:
    """An interview letter about a case, just begun."""
    case = _of_project(Case.objects.visible_to(desk.actor).open())
    if case is None:
        return
    place = f"{desk.stage.place(WEST).bureau.name}二楼会议室"
    interview = {"interview_on": desk.later(2), "interview_time": "下午3时", "interview_place": place, "reply_by": desk.later(5)}
    facts = of_case.letter_facts(case, actor=desk.actor) | interview
    of_case.draft_letter(case, actor=desk.actor, kind="interview_letter", facts=facts, at=desk.ago(0, 15), contact=CONTACT)


def _of_project(rows):
    """The newest about a project in a known street."""
    found = rows.filter(project__isnull=False, project__township__isnull=False).exclude(project__name__in=UNTOUCHED)
    return found.select_related("project", "project__owner", "project__general_contractor", "project__township", "employer").order_by("-pk").first()
