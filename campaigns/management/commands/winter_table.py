"""The 17-column table of a campaign."""

from decimal import Decimal
from pathlib import Path

from django.core.management.base import CommandParser

from campaigns.paper import table_pdf
from campaigns.prints import campaign_of
from campaigns.winter_columns import COLUMNS, ROWS, Figure, in_unit
from campaigns.winter_table import build_whole
from campaigns.workbook import table_workbook
from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.lib.dates import iso_date


class Command(PortalCommand):
    help = "生成 17 栏统计表"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", required=True)
        parser.add_argument("--until", type=iso_date, default=None, help="截至日期，默认今天")
        parser.add_argument("--xlsx", type=Path)
        parser.add_argument("--pdf", type=Path)

    def handle_portal(self, *, actor, campaign, until, xlsx, pdf, **options) -> dict:
        today = clock.today()
        table = build_whole(campaign_of(campaign, actor), actor=actor, until=until or today)
        if xlsx:
            xlsx.write_bytes(table_workbook(table, today))
        if pdf:
            pdf.write_bytes(table_pdf(table, today))
        return {
            "rows": {name: [_exact(f, table.cells[row][f.number]) for f in COLUMNS] for row, name in ROWS},
            "printed": {name: [str(in_unit(f, table.cells[row][f.number])) for f in COLUMNS] for row, name in ROWS},
            "units": [{"exact": f.exact_unit, "printed": f.unit} for f in COLUMNS],
            "other": {
                o["name"]: {"inspected": o["inspected"], "in_arrears": o["in_arrears"], "amount": f"{o['amount']:.2f}", "people": o["people"]}
                for o in table.other
            },
            "checks": [{"hard": c.hard, "ok": c.ok, "text": c.text} for c in table.checks],
        }


def _exact(figure: Figure, value: Decimal) -> str | int:
    """Amounts in yuan with two decimals, everything else as a whole number; 万 is for paper."""
    return f"{value:.2f}" if figure.is_money else int(value)
