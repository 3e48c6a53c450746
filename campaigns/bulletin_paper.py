"""The weekly bulletin as a document, printed from frozen figures alone."""

import datetime as dt
from decimal import Decimal

from campaigns.models import WeeklyProgressBulletin
from portal.documents.charts import Chart, Series
from portal.documents.pdf import render_pdf

SECTIONS = ("县（区）排名", "超期未清零", "下周要求")


def bulletin_pdf(row: WeeklyProgressBulletin, office: str) -> bytes:
    """The PDF of a bulletin."""
    return render_pdf("documents/weekly_bulletin.html", context(row, office))


def context(row: WeeklyProgressBulletin, office: str) -> dict:
    """Everything the paper says, from the frozen figures."""
    figures = row.figures
    lines, dated = figures["lines"], dt.date.fromisoformat(figures["as_of"])  # no paper is older than the figures it tells
    region = row.region.name_on(dated)
    return {
        "mark": "根治欠薪周调度通报",
        "issue": f"{row.week[:4]}年第{int(row.week[6:])}周",
        "editor": office,
        "dated": dated,
        "as_of": dated,
        "title": _title(figures),
        "region": region,
        "lines": lines,
        "total": figures["total"],
        "goal": figures["goal"],
        "change": change(figures["trend"]),
        "red": [line for line in lines if line["red"]],
        # A bulletin from before has one goal for all.
        "short": [line for line in lines if line["titles"] < line.get("goal", figures["goal"])],
        "late": [line for line in lines if line["overdue"]],
        "measures": figures.get("measures"),  # a bulletin from before has none
        "demands": list(zip("一二三", demands(lines), strict=False)),
        "ledger": figures.get("ledger"),  # a bulletin from before has none
        "chart": _chart(figures["trend"]),
        "report_to": f"{region}根治拖欠农民工工资工作领导小组组长、副组长",
        "send_to": "领导小组各成员单位",
        "distribute_to": "各县（区）根治拖欠农民工工资工作领导小组办公室",
        "draft": False,
    }


def _title(figures: dict) -> str:
    """冬季专项行动第9周调度情况, or the plain title where no campaign runs."""
    return f"{figures['campaign']}第{figures['campaign_week']}周调度情况" if figures["campaign"] else "根治欠薪工作周调度情况"


def change(trend: list[dict]) -> str:
    """How the clearance rate moved against the week before; empty where one of them has none."""
    before, now = trend[-2]["rate"], trend[-1]["rate"]
    if before is None or now is None:
        return ""
    points = Decimal(now) - Decimal(before)
    if points == 0:
        return "，与上周持平"
    return f"，比上周{'升' if points > 0 else '降'}{abs(points)}个百分点"


def demands(lines: list[dict]) -> list[str]:
    """What the counties must do next week, by their own figures."""
    owing = "、".join(line["name"] for line in lines if line["owed_people"])
    late = "、".join(line["name"] for line in lines if line["overdue"])
    found = []
    if owing:
        found.append(f"{owing}要对待解决欠薪逐案明确清偿日期，凭凭证销账。")
    if late:
        found.append(f"{late}要对超期未清事项逐件说明原因，三日内核实反馈。")
    return [*found, "各县（区）要在发薪日前核验专用账户余额，督促建设单位按约足额拨付人工费用。"]


def _chart(trend: list[dict]) -> Chart:
    return Chart(
        title="近12周红、黄色预警与三日清零率",
        labels=[week["until"][5:] for week in trend],
        bars=[
            Series("红色预警（条）", [week["red"] for week in trend], "red"),
            Series("黄色预警（条）", [week["yellow"] for week in trend], "hatch"),
        ],
        lines=[Series("三日清零率", [None if week["rate"] is None else Decimal(week["rate"]) for week in trend])],
        line_top=100,
        line_unit="%",
    )
