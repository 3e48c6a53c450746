"""The weekly bulletin as a document, printed from frozen figures alone."""

import datetime as dt

from campaigns.models import WeeklyProgressBulletin
from portal.documents.charts import Chart, Series
from portal.documents.pdf import render_pdf

SECTIONS = ("县（区）排名", "超期未清零", "下周要求")


def bulletin_pdf(row: WeeklyProgressBulletin, office: str) -> bytes:
    """The PDF of a bulletin."""
    return render_pdf("documents/weekly_bulletin.html", context(row, office))


def context(row: WeeklyProgressBulletin, office: str) -> dict:
    figures = row.figures
    until = dt.date.fromisoformat(figures["until"])
    lines = figures["lines"]
    return {
        "mark": "根治欠薪周调度通报",
        "issue": f"{row.week[:4]}年第{int(row.week[6:])}周",
        "editor": office,
        "dated": until,
        "title": (f"{figures['campaign']}调度情况" if figures["campaign"] else "根治欠薪工作周调度情况"),
        "region": row.region.name,
        "until": until,
        "lines": lines,
        "total": figures["total"],
        "goal": figures["goal"],
        "short": [line for line in lines if figures["goal"] and line["titles"] < figures["goal"]],
        "late": [line for line in lines if line["overdue"]],
        "owing": [line for line in lines if line["owed_people"]],
        "chart": _chart(lines) if lines else None,
        "report_to": f"{row.region.name}根治拖欠农民工工资工作领导小组组长、副组长",
        "send_to": "领导小组各成员单位",
        "distribute_to": "各县（区）根治拖欠农民工工资工作领导小组办公室",
        "draft": False,
    }


def _chart(lines: list[dict]) -> Chart:
    ordered = sorted(lines, key=lambda line: line["rank"])
    return Chart(
        title="各县（区）未结预警",
        labels=[line["name"] for line in ordered],
        bars=[
            Series("红色预警（条）", [line["red"] for line in ordered], "red"),
            Series("黄色预警（条）", [line["yellow"] for line in ordered], "hatch"),
            Series("蓝色预警（条）", [line["blue"] for line in ordered], "light"),
        ],
    )
