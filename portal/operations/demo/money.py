"""What is said about the money of the demonstration's sites: debits explained and judged, reports of owner and bank, people of an old roster to be completed."""

import datetime as dt
from decimal import Decimal

from portal.lib.sheets.model import Sheet, Workbook
from portal.operations.demo.machines import keep_bank_layouts
from portal.operations.demo.stage import Stage
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from projects.models import Project, SpecialWageAccount
from wagepay.actions.import_stock import import_stock
from wagepay.actions.judge_exception import explain_exception, judge_exception
from wagepay.actions.report_money import answer_report, report_money
from wagepay.models import Engagement, EntryException, ProjectMonth

COUNTY = "140321"
HEADS = ["项目编码", "姓名", "身份证号", "班组", "工种", "劳动合同", "进场日期"]


def mind_the_money(stage: Stage) -> None:
    """Some of what happens around a special account."""
    _explain(stage)
    _bring_stock(stage)
    keep_bank_layouts(stage)


def _explain(stage: Stage) -> None:
    """Of two debits of a site the contractor explains the first, and the inspector of the county looks at one."""
    at = stage.instant(stage.on, 10)
    with acting(stage.user("contractor")) as actor:
        asked = list(EntryException.objects.visible_to(actor).filter(kind="firm").select_related("project")[:2])
        for row in asked:
            explain_exception(actor=actor, exception=row, ground="other", text="租赁费误由专户支付，已要求对方退回", at=at)
    with acting(stage.inspector(COUNTY)) as actor:
        row = EntryException.objects.visible_to(actor).filter(kind="cash").first()
        if row is not None:
            judge_exception(actor=actor, exception=row, state="confirmed", text="专户不得提现，责令限期补足并说明去向", at=at)


def report_money_matters(stage: Stage) -> None:
    """The owner says of two sites that he paid and the contractor did not; of one the inspector has found it true. The bank misses a cycle's labour cost."""
    month, at = stage.closed[0], stage.instant(stage.on, 9)
    common = {"month": month, "proof": None, "on": stage.on, "at": at}
    text = "人工费已按期拨入专户，班组反映总包还没有发放。"
    paid = {"amount": Decimal(260_000), "day": month + dt.timedelta(days=20), "text": text} | common
    with acting(stage.user("owner")) as actor:
        report_money(actor=actor, project=Project.objects.visible_to(actor).filter(started_on__lt=month).order_by("code").first(), **paid)
    with acting(stage.inspector(COUNTY)) as inspector:
        unpaid = ProjectMonth.objects.visible_to(inspector).filter(month=month, listed__gt=0, short_count__gt=0, due_on__lt=stage.on).values("project")
        site = Project.objects.visible_to(inspector).under_construction().filter(region__code=COUNTY, pk__in=unpaid).select_related("owner").first()
    if site is not None:
        with acting(stage.owner_of(site)) as owner:
            report = report_money(actor=owner, project=site, **paid)
        with acting(inspector):
            answer_report(actor=inspector, report=report, verb="confirm", text="专户流水显示款已到账，工资没有发。", at=at + dt.timedelta(hours=1))
    with acting(stage.user("bank")) as actor:
        account = SpecialWageAccount.objects.visible_to(actor).select_related("project").order_by("pk").first()
        text = "到约定拨付日，专户没有收到本周期人工费，已通知总包。"
        report_money(actor=actor, project=account.project, amount=None, day=month + dt.timedelta(days=25), text=text, **common)


def _bring_stock(stage: Stage) -> None:
    """Three people of an old roster without contract or card."""
    with acting(stage.inspector(COUNTY)) as actor:
        manned = Engagement.objects.visible_to(actor).order_by().values("project")
        project = Project.objects.writable_by(actor).under_construction().filter(region__code=COUNTY, pk__in=manned).order_by("-code").first()
        if project is None:
            return
        people = [stage.people.person() for _ in range(3)]
        day = f"{stage.on - dt.timedelta(days=20)}"
        rows = [[project.code, one.name, one.id_number, "存量班", "普工", "无", day] for one in people]
        heads, rows = [*HEADS, "用工单位"], [[*row, project.general_contractor.name] for row in rows]
        book = Workbook("csv", [Sheet("存量", [heads, *rows])])
        region = Region.objects.get(pk=actor.region_id)
        import_stock(actor=actor, workbook=book, content=repr(rows).encode(), region=region, at=stage.instant(stage.on, 9))
