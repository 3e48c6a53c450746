"""What an administrator has been doing: people invited from a list, one of them with a link under way, one who has left and handed over."""

import datetime as dt

from earlywarning.actions.assign import assign_warnings
from earlywarning.models import EarlyWarning
from portal.accounts.actions.add_user import add_user
from portal.accounts.actions.grant_membership import grant_membership
from portal.accounts.actions.hand_over import hand_over
from portal.accounts.actions.import_users import keep_import
from portal.accounts.actions.issue_link import issue_link
from portal.accounts.actions.suspend_user import suspend_user
from portal.accounts.actors import actor_for
from portal.accounts.enums import Role
from portal.accounts.models import Membership, User
from portal.accounts.user_sheet.template import COLUMNS
from portal.lib.sheets.write import Book
from portal.operations.demo.accounts import PASSWORD
from portal.operations.demo.stage import Stage
from portal.tenancy.enums import Industry
from portal.tenancy.scope import acting
from projects.actions.assign_inspector import assign_inspector
from projects.models import Project

ADMIN, LEFT, SUCCESSOR = "admin-yq", "yq-lizhi", "yx-inspector"
SITES = 2


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
        post = grant_membership(actor=admin, user=gone, role=Role.INSPECTOR, organisation=yuxian.bureau, region=yuxian.region, on=on - dt.timedelta(days=400))
    _answer_for_something(stage, post)
    with acting(stage.user(ADMIN)) as admin:
        successor = Membership.objects.select_related("user").get(user__username=SUCCESSOR)
        hand_over(actor=admin, giver=post, receiver=successor, reason="演示：调到市局工作", at=at, last_day=on)
        suspend_user(actor=admin, user=gone, reason="演示：已调离本单位", at=at)


def _answer_for_something(stage: Stage, post: Membership) -> None:
    """The first sites of his county, with their open warnings, until he left."""
    with acting(actor_for(post)) as actor:
        sites = list(Project.objects.visible_to(actor).order_by("code")[:SITES])
        for site in sites:
            assign_inspector(actor=actor, project=site, inspector=post.user, on=stage.on)
        warnings = list(EarlyWarning.objects.visible_to(actor).open().filter(project__in=sites).order_by("pk"))
        if warnings:
            assign_warnings(warnings, actor=actor, at=stage.instant(stage.on, 8), user_id=post.user_id)


def _sheet(rows: tuple[tuple, ...]) -> bytes:
    book = Book()
    page = book.sheet("人员表")
    for at, row in enumerate(([heading for heading, _, _ in COLUMNS], *rows)):
        book.row(page, at, row)
    return book.content()
