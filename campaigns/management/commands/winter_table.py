"""The 17-column table of a campaign."""

from pathlib import Path

from django.core.management.base import CommandParser

from campaigns.paper import table_pdf, table_workbook
from campaigns.prints import campaign_of
from campaigns.winter_table import COLUMNS, ROWS, build, in_unit
from portal.accounts.commands import PortalCommand
from portal.lib import clock
from portal.tenancy.models import Region


class Command(PortalCommand):
    help = "生成 17 栏统计表"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", required=True)
        parser.add_argument("--xlsx", type=Path)
        parser.add_argument("--pdf", type=Path)

    def handle_portal(self, *, actor, campaign, xlsx, pdf, **options) -> dict:
        found = campaign_of(campaign, actor)
        table = build(found, actor=actor, regions=list(Region.objects.subtree(found.region).counties()), until=clock.today())
        if xlsx:
            xlsx.write_bytes(table_workbook(table, clock.today()))
        if pdf:
            pdf.write_bytes(table_pdf(table, clock.today()))
        return {
            "rows": {name: [str(in_unit(f, table.cells[row][f.number])) for f in COLUMNS] for row, name in ROWS},
            "other": {
                o["name"]: {"inspected": o["inspected"], "in_arrears": o["in_arrears"], "amount": f"{o['amount']:.2f}", "people": int(o["people"])}
                for o in table.other
            },
            "checks": [{"hard": c.hard, "ok": c.ok, "text": c.text} for c in table.checks],
        }
