"""The export of the list of people: the list is the accounts' own, the way out of the portal is here."""

from django.http import HttpRequest, HttpResponse

from portal.accounts.pages import page
from portal.accounts.views.users import user_table
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export


@recorded
@page("accounts.users", step_up="export")
def user_export(request: HttpRequest) -> HttpResponse:
    """The filtered list, marked and recorded like every export."""
    return list_export(request, user_table(request), "人员账号")
