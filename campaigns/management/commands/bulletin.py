"""The weekly bulletin of a jurisdiction as PDF."""

from pathlib import Path

from django.core.management.base import CommandParser

from campaigns.actions.make_bulletin import bulletin_figures
from campaigns.actions.print_bulletin import office_name
from campaigns.bulletin_paper import SECTIONS, bulletin_pdf
from campaigns.models import WeeklyProgressBulletin
from portal.accounts.commands import PortalCommand, asked_region
from portal.documents.pdf import pdf_page_count
from portal.lib import clock


class Command(PortalCommand):
    help = "生成周调度通报"

    def arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jurisdiction", required=True)
        parser.add_argument("--week", required=True, help="2026-W47")
        parser.add_argument("--pdf", type=Path, required=True)

    def handle_portal(self, *, actor, jurisdiction, week, pdf, **options) -> dict:
        region = asked_region(jurisdiction, actor)
        row = WeeklyProgressBulletin(region=region, week=week, figures=bulletin_figures(actor=actor, region=region, week=week, on=clock.today()))
        content = bulletin_pdf(row, office_name(row))
        pdf.write_bytes(content)
        return {"pages": pdf_page_count(content), "sections": list(SECTIONS)}
