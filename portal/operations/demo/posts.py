"""What people change among themselves: one right opened by document, one deputy, one leader in charge."""

import datetime as dt

from cases.actions.instruct import instruct
from cases.actions.put_in_charge import put_in_charge
from cases.models import Case
from portal.accounts.actions.adjust_right import confirm_adjustment, propose_adjustment
from portal.accounts.actions.appoint_deputy import appoint_deputy
from portal.accounts.enums import Effect, Role
from portal.accounts.models import Membership, User
from portal.operations.demo.stage import Stage
from portal.tenancy.scope import acting

DEPUTY_DAYS = dt.timedelta(days=13)


def settle_rights(stage: Stage) -> None:
    """Departments of 阳泉 may register leads; 平定县's inspector has a deputy; its leader leads a case and has instructed in it."""
    admin, officer, at = stage.user("admin-yq"), stage.user("security-yq"), stage.instant(stage.on, 9)
    row = propose_adjustment(
        actor=admin, role=Role.DEPARTMENT, verb="cases.register", effect=Effect.GIVE, reason="首问负责，部门窗口接到反映就地登记",
        document="演示文件：阳泉市根治欠薪领导小组会议纪要", at=at, valid_from=stage.on,
    )  # fmt: skip
    confirm_adjustment(actor=officer, row=row, at=at)
    post = Membership.objects.get(user__username="pd-inspector", deputy_of__isnull=True)
    appoint_deputy(
        actor=admin, principal=post, user=User.objects.get(username="yq-inspector"), valid_from=stage.on, valid_to=stage.on + DEPUTY_DAYS,
        reason="参加省厅执法培训", on=stage.on,
    )  # fmt: skip
    _lead(stage, at)


def _lead(stage: Stage, at: dt.datetime) -> None:
    with acting(stage.inspector("140321")) as inspector:
        case = Case.objects.visible_to(inspector).open().select_related("region").order_by("pk").first()
        if case is None:
            return
        leader = Membership.objects.select_related("user", "organisation").get(user__username="pd-leader")
        put_in_charge(case, actor=inspector, leader=leader, document="演示文件：县领导小组专题会议", on=stage.on)
    with acting(stage.user("pd-leader")) as actor:
        instruct(case, actor=actor, text="一周内核清人数和金额，工资先付，每日报告进展。", at=at)
