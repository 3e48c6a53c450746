"""The printed list of a handing-over; the room of people stands below the room of papers."""

from django.http import HttpRequest, HttpResponse

from portal.accounts.models import PortfolioTransfer
from portal.accounts.pages import page
from portal.dashboard.transfer_paper import RELATED, transfer_pdf
from portal.documents.downloads import file_response, recorded


@recorded
@page("accounts.own", obj=(PortfolioTransfer, "uid"))
def transfer_print(request: HttpRequest, found: PortfolioTransfer) -> HttpResponse:
    """移交清单 as PDF."""
    row = PortfolioTransfer.objects.visible_to(request.actor).select_related(*RELATED).get(pk=found.pk)
    response = file_response(transfer_pdf(row), f"工作移交清单 {row.giver.user.name}.pdf", "application/pdf")
    response.handed_out = ("accounts.print_transfer", row)
    return response
