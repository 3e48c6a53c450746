"""What an administrator has been doing: people invited from a list, one of them with a link under way, one who has left."""

import datetime as dt

from portal.accounts.actions.add_user import add_user
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.actions.import_users import keep_import
from portal.accounts.actions.issue_link import issue_link
from portal.accounts.actions.suspend_user import suspend_user
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.user_sheet.template import COLUMNS
from portal.lib.sheets.write import Book
from portal.operations.demo.accounts import PASSWORD
from portal.operations.demo.stage import Stage
from portal.tenancy.enums import Industry
from portal.tenancy.scope import acting

ADMIN, LEFT = "admin-yq", "yq-lizhi"


def keep_staff(stage: Stage) -> None:
    """By the tenant administrator's own acts."""
    pingding, yuxian, on = stage.place("140321"), stage.place("140322"), stage.on
    at = stage.instant(on, 9)
    rows = (
        (1, "yq-yangli1", "样例一", Role.INSPECTOR.label, pingding.bureau.name, "140321", "", "", "监察员"),
        (2, "yq-yangli2", "样例二", Role.DEPARTMENT.label, yuxian.departments[Industry.HOUSING].name, "140322", Industry.HOUSING.label, "", "建管股"),
        (3, "yq-yangli3", "样例三", Role.GRID.label, pingding.bureau.name, "140321", "", pingding.townships[0].name, "网格员"),
    )
    with acting(stage.user(ADMIN)) as admin:
        keep_import(actor=admin, content=_sheet(rows), name="新开账号名单（样例）.xlsx", on=on, at=at, dry_run=False)
        issue_link(actor=admin, user=User.objects.get(username="yq-yangli1"), at=at)
        gone = add_user(actor=admin, username=LEFT, name="样例四", password=PASSWORD, at=at, must_change=False)
        grant_membership(actor=admin, user=gone, role=Role.INSPECTOR, organisation=yuxian.bureau, region=yuxian.region, on=on - dt.timedelta(days=400))
        suspend_user(actor=admin, user=gone, reason="演示：已调离本单位", at=at)


def _sheet(rows: tuple[tuple, ...]) -> bytes:
    book = Book()
    page = book.sheet("人员表")
    for at, row in enumerate(([heading for heading, _, _ in COLUMNS], *rows)):
        book.row(page, at, row)
    return book.content()
