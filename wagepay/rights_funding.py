"""Who may do what with labour cost and its supplements: verb -> roles."""

from portal.accounts.enums import Role
from portal.accounts.rights import Words
from wagepay.rights import LOOKING_AFTER
from wagepay.workflow_funding import REQUEST_MOVES

RIGHTS: dict[str, tuple[Role, ...]] = {
    "wagepay.funding": (Role.OWNER, Role.CONTRACTOR, *LOOKING_AFTER),
    "wagepay.ask_labour_cost": (Role.CONTRACTOR,),
    "wagepay.decide_labour_cost": (Role.OWNER,),
}
WORDS = {
    "wagepay.funding": Words("查看人工费与进度款", "条例第二十九条：建设单位、总包和监管部门"),
    "wagepay.ask_labour_cost": Words("申请追加人工费", "53号文第十三条：用工量增加致余额不足，由总包提出"),
    "wagepay.decide_labour_cost": Words("核准追加人工费", "53号文第十三条：建设单位核准后追加"),
}
TRAIL = {"wagepay.ask_labour_cost": "申请追加人工费"} | {f"wagepay.labourcostrequest.{move.verb}": move.label for move in REQUEST_MOVES}
