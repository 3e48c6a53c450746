"""Who keeps the register of divisions and organisations (ADR 0016): the tenant's administrator below his own node, the operator the tree itself."""

from portal.accounts.enums import GOVERNMENT, Role
from portal.accounts.rights import Words

OFFICIALS = tuple(role for role in GOVERNMENT if role != Role.LEADER)  # a leader has his cases alone
READING = (*OFFICIALS, Role.ADMIN, Role.AUDITOR, Role.OPERATOR)
KEEPING = (Role.ADMIN, Role.OPERATOR)

RIGHTS: dict[str, tuple[Role, ...]] = {
    "administration.regions": READING,
    "administration.townships": KEEPING,
    "administration.organisations": READING,
    "administration.keep_organisations": KEEPING,
    "administration.merge_organisations": KEEPING,
    "administration.grids": (*OFFICIALS, Role.ADMIN, Role.AUDITOR),
    "administration.keep_grids": (Role.ADMIN, Role.OFFICE),
}

WORDS = {
    "administration.regions": Words("查看区划", "工作人员查阅"),
    "administration.townships": Words("维护乡镇街道和功能区", "租户管理员管本级以下，平台运维管全国区划"),
    "administration.organisations": Words("查看机构", "工作人员查阅公开登记信息"),
    "administration.keep_organisations": Words("登记、修改机构", "统一社会信用代码核对后登记"),
    "administration.merge_organisations": Words("合并重复机构", "同一单位只留一条"),
    "administration.grids": Words("查看网格", "每名网格员负责不超过三个项目"),
    "administration.keep_grids": Words("划分网格", "租户管理员和领导小组办公室划分"),
}
