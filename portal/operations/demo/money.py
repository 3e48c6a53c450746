"""What is said about the money of the demonstration's sites: debits explained and judged, reports of owner and bank, people of an old roster to be completed."""

import datetime as dt
from decimal import Decimal

from portal.lib.sheets.model import Sheet, Workbook
from portal.operations.demo.stage import Stage
from portal.tenancy.models import Region
from portal.tenancy.scope import acting
from projects.models import Project, SpecialWageAccount
from wagepay.actions.import_stock import import_stock
from wagepay.actions.judge_exception import explain_exception, judge_exception
from wagepay.actions.report_money import report_money
from wagepay.models import Engagement, EntryException

COUNTY = "140321"
HEADS = ["项目编码", "姓名", "身份证号", "班组", "工种", "劳动合同", "进场日期"]


def mind_the_money(stage: Stage) -> None:
    """Some of what happens around a special account."""
    _explain(stage)
    _report(stage)
    _bring_stock(stage)


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


def _report(stage: Stage) -> None:
    month, at = stage.closed[0], stage.instant(stage.on, 9)
    common = {"month": month, "proof": None, "on": stage.on, "at": at}
    with acting(stage.user("owner")) as actor:
        project = Project.objects.visible_to(actor).filter(started_on__lt=month).order_by("code").first()
        text = "人工费已按期拨入专户，班组反映总包还没有发放。"
        report_money(actor=actor, project=project, amount=Decimal(260_000), day=month + dt.timedelta(days=20), text=text, **common)
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
