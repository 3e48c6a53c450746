"""Rows handed to the national platform: some taken, one sent back, one project changed since."""

from portal.lib.sheets.model import Sheet, Workbook
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import acting
from projects.models import Project
from wagepay.actions.mark_sent import mark_sent
from wagepay.actions.read_answer_file import read_answer_file
from wagepay.exchange.codes import NATIONAL
from wagepay.models import Engagement, ExchangeRow

COUNTIES = ("140321", "140322")


def send_up(stage: Stage) -> None:
    """Of each county the first site under construction that has people."""
    for code in COUNTIES:
        with acting(stage.inspector(code)) as actor:
            manned = Engagement.objects.visible_to(actor).registered().order_by().values("project")
            project = Project.objects.writable_by(actor).under_construction().filter(region__code=code, pk__in=manned).order_by("code").first()
            if project is None:
                continue
            at = stage.instant(stage.on, 11)
            for kind in ("project", "person"):
                mark_sent(actor=actor, project=project, platform=NATIONAL, month=stage.closed[0], kind=kind, at=at)
            keys = ExchangeRow.objects.visible_to(actor).filter(project=project, kind="person").order_by("row_key").values_list("row_key", flat=True)
            rows = [[key, "失败" if number == 0 else "成功", "身份证号与姓名不符" if number == 0 else ""] for number, key in enumerate(keys[:12])]
            book = Workbook("csv", [Sheet("结果", [["行编号", "结果", "原因"], *rows])])
            read_answer_file(actor=actor, project=project, platform=NATIONAL, kind="person", workbook=book, at=at)
