"""Exports of the lists of people, rights and keys: the lists belong to lower floors, the way out of the portal is here."""

from django.http import HttpRequest, HttpResponse

from portal.accounts.pages import page
from portal.accounts.tables import MATRIX
from portal.accounts.views.adjustments import adjustment_table
from portal.accounts.views.matrix import rooms_of
from portal.accounts.views.memberships import membership_table
from portal.accounts.views.transfers import transfer_table
from portal.accounts.views.users import user_table
from portal.api.views.keys import key_table
from portal.documents.downloads import recorded
from portal.documents.exporting import list_export, rows_export


@recorded
@page("accounts.users", step_up="export")
def user_export(request: HttpRequest) -> HttpResponse:
    """The filtered list, marked and recorded like every export."""
    return list_export(request, user_table(request), "人员账号")


@recorded
@page("accounts.memberships", step_up="export")
def membership_export(request: HttpRequest) -> HttpResponse:
    """Who holds which post."""
    return list_export(request, membership_table(request), "人员任职")


@recorded
@page("accounts.rights")
def adjustment_export(request: HttpRequest) -> HttpResponse:
    """What the tenant changed of the rights."""
    return list_export(request, adjustment_table(request), "权限调整")


@recorded
@page("accounts.own")
def transfer_export(request: HttpRequest) -> HttpResponse:
    """Handings-over the actor may see."""
    return list_export(request, transfer_table(request), "工作移交")


@recorded
@page("accounts.rights")
def rights_export(request: HttpRequest) -> HttpResponse:
    """The matrix: one row for each verb, one column for each role."""
    region, rooms = rooms_of(request)
    lines = [line for room in rooms for line in room.lines]
    return rows_export(request, MATRIX, lines, f"{region.name if region else ''}权限对照表")


@recorded
@page("api.keys")
def api_key_export(request: HttpRequest) -> HttpResponse:
    """Keys of machines with their scopes and last use; a secret is in no list."""
    return list_export(request, key_table(request), "接口密钥")
